// SPDX-License-Identifier: AGPL-3.0-or-later
// Recounter: fetches a record as it grows, verifies every entry and recomputes every tally, so that a witness
// can vouch for the figures, too.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "audit/recount.h"
#include "audit/source.h"
#include "ledger/tree.h"
#include "witness/witness.h"

namespace ruban::witness {

// The record at this address ("https://ruban.example.org/log"). Kind::invalid if it can't be one.
using OpenSource = std::function<Result<std::unique_ptr<audit::Source>>(const std::string& url)>;

// One record, from its first entry to the last that was asked for. What it knows lies in memory, and is made
// anew at a start.
class RecordRecount {
 public:
  RecordRecount(ledger::Policy::Log log, OpenSource open, unsigned threads);

  // Reads on up to the checkpoint, at most 2,048 entries a call. True once it is there and its root is
  // that of the entries; false: there is more to read. Kind::busy if something can't be fetched now,
  // Kind::invalid if what is served isn't the checkpoint's record: everything is read anew then.
  Result<bool> advance(const ledger::Checkpoint& checkpoint);
  // Whether the figures of what was read hold: Kind::forbidden if an entry raises an alarm.
  Result<void> judge() const;
  TreeSize size() const { return tree_.size(); }

 private:
  Result<Bytes> bundle(const ledger::TileId& id);
  void add(const std::vector<std::string_view>& entries);
  void forget();

  ledger::Policy::Log log_;
  OpenSource open_;
  unsigned threads_;
  std::unique_ptr<audit::Source> source_;
  audit::Recount recount_;
  audit::IssuerKeys keys_;
  ledger::Tree tree_;
};

// All the records of a witness, each read by a thread of its own while requests wait for it.
class Recounter final : public Vouching {
 public:
  // `patience`: how long a request waits before it is told to come again.
  Recounter(OpenSource open, std::chrono::milliseconds patience, unsigned threads);

  // Begins to read up to here, so that a request needn't wait for it.
  void begin(const ledger::Policy::Log& log, const ledger::Checkpoint& checkpoint);
  Result<void> vouch(const ledger::Policy::Log& log, const ledger::Checkpoint& checkpoint) override;

 private:
  struct Reader {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::optional<ledger::Checkpoint> wanted, reached;
    Result<void> verdict;          // on `reached`
    std::optional<Error> trouble;  // why `wanted` wasn't reached
    std::jthread thread;
  };
  Reader& reader_of(const ledger::Policy::Log& log);
  void run(const std::stop_token& stop, Reader& reader, RecordRecount recount);

  OpenSource open_;
  std::chrono::milliseconds patience_;
  unsigned threads_;
  std::mutex mutex_;                                        // of readers_
  std::map<std::string, std::unique_ptr<Reader>> readers_;  // by origin
};

}  // namespace ruban::witness
