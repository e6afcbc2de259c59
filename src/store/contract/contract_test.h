// SPDX-License-Identifier: AGPL-3.0-or-later
// The contract that every driver keeps, written against store::Store alone. A driver's test program
// instantiates StoreContract with a maker of its Driver, and all tests of this folder run on it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "crypto/random.h"
#include "ledger/tree.h"
#include "store/failure.h"
#include "store/store.h"

namespace ruban::store {

// One place where a store keeps its things. Goes with everything in it.
class Driver {
 public:
  virtual ~Driver() = default;
  // The store of this place. Several may be open at a time, as if by several processes.
  virtual std::unique_ptr<Store> open() = 0;
  // Everything that lies on the disk, byte for byte. No store is open.
  virtual std::string stored_bytes() = 0;
  // Another place, with what a backup holds.
  virtual std::unique_ptr<Driver> restored_from(const std::filesystem::path& backup) = 0;
};

using MakeDriver = std::function<std::unique_ptr<Driver>()>;

// Dice with a seed: the same values in every run.
class SeededRandom final : public crypto::Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) {
      state_ = state_ * 6364136223846793005u + 1442695040888963407u;
      byte = static_cast<std::uint8_t>(state_ >> 33);
    }
  }

 private:
  std::uint64_t state_;
};

inline Instant at(std::int64_t seconds) { return Instant(std::chrono::seconds(1'529'000'000 + seconds)); }

// Gives what waits its place, as the sequencer does: the least that fills the tables.
class Scribe {
 public:
  explicit Scribe(Store& store);

  // `entries` are appended with `effects`; `done` leaves the pool. The checkpoint's time is its size.
  Result<void> commit(const std::vector<std::string>& entries, const std::vector<Effect>& effects = {},
                      const std::vector<WaitingId>& done = {});
  EntryIndex next() const { return tree_.size(); }
  const std::optional<Checkpoint>& last() const { return last_; }
  Fence fence() const { return fence_; }

  // A letter in the record: its id.
  LetterId open_letter(const std::string& slug, std::uint32_t version = 1,
                       std::optional<LetterId> follows = {});
  // A signature that waits gets its place.
  EntryIndex count(const LetterId& letter, const NewSignature& signature,
                   const std::string& issuer = "employee-email", ledger::Mode mode = ledger::Mode::named);
  EntryIndex withdraw(const LetterId& letter, EntryIndex signature);
  EntryIndex take_down(const LetterId& letter, EntryIndex signature);
  EntryIndex keep(const LetterId& letter, EntryIndex signature);
  void erase(const LetterId& letter, EntryIndex signature);
  void end(const LetterId& letter, ledger::LetterEnd state = ledger::LetterEnd::closed);

  Batch batch(const std::vector<std::string>& entries, const std::vector<Effect>& effects,
              const std::vector<WaitingId>& done, ledger::Tree& tree) const;
  const std::vector<Effect>& all_effects() const { return all_effects_; }

 private:
  EntryIndex commit_one(const std::string& entry, const std::vector<Effect>& effects);

  Store& store_;
  Fence fence_;
  std::optional<Checkpoint> last_;
  ledger::Tree tree_;
  std::vector<Effect> all_effects_;
};

class StoreContract : public ::testing::TestWithParam<MakeDriver> {
 protected:
  void SetUp() override { reopen(); }
  // As after the end of the process.
  void reopen();
  void close();
  // The store's only scribe.
  Scribe& scribe();

  NewSignature new_signature(const std::string& name = "Ada Byron");
  Result<void> accept(const LetterId& letter, const NewSignature& signature);
  // Accepted and counted.
  EntryIndex sign(const LetterId& letter, const NewSignature& signature,
                  const std::string& issuer = "employee-email");
  // Runs `work` on so many threads at once.
  static void at_once(std::size_t threads, const std::function<void(std::size_t)>& work);

  std::unique_ptr<Driver> driver_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Scribe> scribe_;
  SeededRandom random_{1};
};

}  // namespace ruban::store
