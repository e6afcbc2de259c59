// SPDX-License-Identifier: AGPL-3.0-or-later
// Anonymous signatures and withdrawals until the end of their epoch: in a file of a memory file system, so
// that they outlive the process, and on no disk, whose log would keep the order in which they came
// (docs/formats/anonymous-pool.md).
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "core/ids.h"
#include "ledger/entry.h"

namespace ruban::store {

// One of them, without its last line.
struct Pooled {
  LetterId letter;
  PublicKey key;
  std::string issuer;        // label; empty for a withdrawal
  bool drop_if_few = false;  // at the letter's end, rather than to be published in a small batch
  std::string lines;

  bool withdraws() const { return issuer.empty(); }
  bool operator==(const Pooled&) const = default;
};

// For any thread.
class AnonymousPool {
 public:
  // The file's folder is made if it is missing, the file with the first that waits, readable by nobody else.
  // Kind::conflict if its folder isn't in a memory file system (Linux tmpfs or ramfs), or is open to others;
  // Kind::invalid if it is damaged. Throws std::system_error.
  static Result<std::unique_ptr<AnonymousPool>> open(std::filesystem::path file);

  // In the file when it returns; the same again changes nothing. Kind::conflict if the key waits with other
  // lines of this kind, or nothing more is taken for the letter; Kind::busy if the pool is full.
  Result<void> add(const Pooled& entry);
  // What waits of a letter, in the order of SHA-256(lines).
  std::vector<Pooled> of(const LetterId& letter) const;
  std::size_t count(const LetterId& letter) const;
  // Whether a signature by this key waits.
  bool holds_signature(const LetterId& letter, const PublicKey& key) const;
  // From here on nothing is taken for it, so that nothing comes after its last batch.
  void close(const LetterId& letter);
  // Of what waits of a letter, as of() gives it, what `choose` answers is on its way into the record:
  // cancel() doesn't stop it any more. Nobody else changes the pool meanwhile.
  void take(const LetterId& letter, const std::function<std::vector<Pooled>(std::vector<Pooled>)>& choose);
  void remove(const std::vector<Pooled>& entries);
  // Takes back what waits with these very lines, which nobody but its signer knows. Kind::not_found if it
  // doesn't wait here; Kind::conflict if it was taken.
  Result<void> cancel(const std::string& lines);

 private:
  using Order = std::map<Hash, Pooled>;  // by SHA-256(lines)

  explicit AnonymousPool(std::filesystem::path file) : file_(std::move(file)) {}
  Result<void> read();
  std::vector<Pooled> waiting(const LetterId& letter) const;  // under mutex_
  void write(const Order& entries) const;

  std::filesystem::path file_;
  mutable std::mutex mutex_;  // of all below
  Order entries_;
  std::set<Hash> taken_;
  std::set<LetterId> closed_;
};

// What one line-and-length record of the file says; for the reader and its fuzz target.
Result<std::vector<Pooled>> parse_pool(std::string_view file);
// `entries` as the file, in the order given.
std::string format_pool(const std::vector<Pooled>& entries);

}  // namespace ruban::store
