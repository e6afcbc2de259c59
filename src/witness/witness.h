// SPDX-License-Identifier: AGPL-3.0-or-later
// Witness (C2SP tlog-witness): cosigns what goes on from what it has seen, and nothing else, whatever happens
// to it in between.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "ledger/add_checkpoint.h"
#include "witness/logs.h"
#include "witness/witness_key.h"

namespace ruban::witness {

// What a checkpoint must stand before it is cosigned, beside following from the last one.
class Vouching {
 public:
  virtual ~Vouching() = default;
  // Kind::busy: not yet, ask again; any other error: never. From any thread, never twice at once for a log.
  virtual Result<void> vouch(const ledger::Policy::Log& log, const ledger::Checkpoint& checkpoint) = 0;
};

class Witness {
 public:
  // `vouching` may be null. All must outlive it.
  Witness(WitnessKey key, Logs logs, const Clock& clock, Vouching* vouching);

  // Before anything else. Kind::conflict if what was cosigned of some log is missing or spoilt, or its list
  // can't be read. Throws std::system_error if the disk fails.
  Result<void> check() const;

  struct Answer {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
  };
  // The answer to add-checkpoint. What it cosigns is durable before this returns. Once a disk has failed so
  // that nobody knows what it holds, everything is answered 503 until a new start has looked. From any
  // thread.
  Answer add_checkpoint(std::string_view body);

  // The checkpoint that was cosigned last of the log with this hash of its origin, with the log's and our
  // signature. Kind::not_found.
  Result<std::string> checkpoint(std::string_view origin_hash) const;

  struct Watched {
    ledger::Policy::Log log;
    ledger::Seen seen;
    Instant time;  // of the last cosignature; meaningless while nothing was
    bool anything = false;
  };
  // Logs whose memory is spoilt are left out.
  std::vector<Watched> watched() const;

  const ledger::VerifierKey& verifier() const { return verifier_; }
  // Its word that it recounts, for one that does.
  std::string recount_promise() const { return key_.recount_promise(); }

 private:
  // What was cosigned last; the line and its time are ours.
  struct Memory {
    ledger::Seen seen;
    std::string note, line;
    Instant time{};
  };
  Result<Memory> recall(const ledger::VerifierKey& log) const;
  Answer cosign(const ledger::Note& note, const ledger::Checkpoint& checkpoint,
                const std::vector<ledger::VerifierKey>& keys, const Memory& last);
  Instant time_after(Instant last) const;
  bool remember(const std::string& origin, const std::string& note);
  std::timed_mutex& turn_of(const std::string& origin);

  WitnessKey key_;
  ledger::VerifierKey verifier_;
  Logs logs_;
  const Clock& clock_;
  Vouching* vouching_;
  std::atomic<bool> broken_ = false;               // the disk is
  std::mutex mutex_;                               // of turns_
  std::map<std::string, std::timed_mutex> turns_;  // by origin: one request at a time
};

}  // namespace ruban::witness
