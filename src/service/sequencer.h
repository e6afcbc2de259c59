// SPDX-License-Identifier: AGPL-3.0-or-later
// The only writer of the record: gives what waits its place, signs the checkpoint, publishes it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "crypto/ed25519.h"
#include "ledger/note.h"
#include "ledger/tree.h"
#include "service/instance.h"
#include "service/letters.h"
#include "service/sequence_entries.h"

namespace ruban::service {

class Sequencer {
 public:
  struct Options {
    std::chrono::milliseconds period{200};  // between two batches
    std::chrono::milliseconds publish_every{1000};
    bool accept_rollback = false;  // start although `checkpoint.published` is missing
  };

  Sequencer(Instance instance, Letters& letters, crypto::SigningKey key, store::PublishedFile published,
            Options options);

  // Takes the lease and compares the record with its own memory, with `checkpoint.published` and with
  // checkpoints seen elsewhere. Kind::busy if another process writes; Kind::conflict if somebody has seen
  // more than the store holds, or something else: a restored backup or a fork, which must never be signed
  // over.
  Result<void> start(const std::vector<std::string>& seen_elsewhere = {});

  // One batch: true if something was committed; false also while the store can't be read or written, as with
  // a full disk: what waits goes on waiting. An error means that this process may not write any more.
  Result<bool> step();
  // Makes the last commit public, if it isn't.
  void publish();
  // step() and publish() at their periods until asked to stop; the rest is sequenced and published before it
  // returns. Returns early with the error of step(). Nothing gets a date while `clock_is_right` says no.
  Result<void> run(
      std::stop_token stop, const std::function<bool()>& clock_is_right = [] { return true; });

  // Blocks until a commit after this call, or for `most`. From any thread.
  void await_commit(std::chrono::milliseconds most);
  // Called after each publication, on the sequencer's thread. Set before run().
  void on_published(std::function<void()> listener) { listener_ = std::move(listener); }

  const ledger::VerifierKey& verifier() const { return verifier_; }

 private:
  Result<void> compare(const std::optional<store::Checkpoint>& last, const std::string& note,
                       const char* where);
  Result<void> recompute(const std::optional<store::Checkpoint>& last);
  void load_tallies();
  store::Checkpoint sign(const ledger::Tree& tree, Instant now) const;
  std::vector<store::Waiting> take_waiting();
  Result<bool> commit_batch();
  bool try_publish();
  void refresh_letters();

  Instance instance_;
  Letters& letters_;
  crypto::SigningKey key_;
  ledger::VerifierKey verifier_;
  store::PublishedFile published_file_;
  Options options_;
  std::function<void()> listener_;

  // Of the thread that steps.
  std::optional<store::Fence> fence_;
  std::optional<store::Checkpoint> last_;
  TreeSize published_size_ = 0;
  bool anything_published_ = false;
  ledger::Tree tree_;
  Tallies tallies_;
  bool letters_are_old_ = false;  // the last batch changed them, and they couldn't be read again

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::uint64_t commits_ = 0;  // under mutex_
};

}  // namespace ruban::service
