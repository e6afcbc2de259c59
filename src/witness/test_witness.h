// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a witness in a folder of its own, and logs that ask it.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <stdexcept>

#include "audit/test_source.h"
#include "core/check.h"
#include "ledger/test_keys.h"
#include "ledger/test_tree.h"
#include "witness/recounter.h"

namespace ruban::witness::test {

class SetClock final : public Clock {
 public:
  Instant now() const override { return at; }
  Instant at = *parse_rfc3339("2018-06-19T14:00:00Z");
};

class TestFolder {
 public:
  TestFolder() {
    auto name = (std::filesystem::temp_directory_path() / "ruban-witness-XXXXXX").string();
    CHECK(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A log of numbered leaves; another one from `fork` on.
class TestLog {
 public:
  explicit TestLog(std::string origin = "ruban.example.org/log", std::uint8_t key = 1)
      : origin_(std::move(origin)), key_(ledger::numbered_key(key)) {}

  ledger::VerifierKey verifier() const {
    return ledger::VerifierKey::make(origin_, ledger::KeyType::ed25519, key_.public_key());
  }
  static std::vector<Hash> leaves(std::size_t size, std::size_t fork) {
    auto out = ledger::numbered_leaves(std::min(size, fork));
    const auto rest = ledger::numbered_leaves(size - out.size(), 1'000'000);
    out.insert(out.end(), rest.begin(), rest.end());
    return out;
  }
  std::string note(std::size_t size, std::size_t fork = SIZE_MAX) const {
    return ledger::sign_checkpoint({origin_, size, ledger::reference_root(leaves(size, fork))}, key_);
  }
  std::string request(std::size_t old, std::size_t size, std::size_t fork = SIZE_MAX) const {
    ledger::LeafReader reader(leaves(size, fork));
    const auto proof = old > size ? ledger::Proof() : *ledger::prove_consistency(old, size, reader);
    return ledger::format_add_checkpoint({old, proof, note(size, fork)});
  }

 private:
  std::string origin_;
  crypto::SigningKey key_;
};

class WitnessTest : public testing::Test {
 protected:
  WitnessTest() {
    logs_.create();
    CHECK(logs_.add(log_.verifier(), "https://ruban.example.org/log").has_value());
  }
  // As after a start.
  Witness witness(Vouching* vouching = nullptr) {
    return Witness(WitnessKey{"witness.example", ledger::numbered_key(99)}, logs_, clock_, vouching);
  }
  std::filesystem::path seen() const {
    return folder_.path() / "seen" / hash_of_origin(log_.verifier().name());
  }

  TestFolder folder_;
  Logs logs_{folder_.path()};
  TestLog log_;
  SetClock clock_;
};

}  // namespace ruban::witness::test
