// SPDX-License-Identifier: AGPL-3.0-or-later
// The only writer of the record: gives what waits its place, signs the checkpoint, publishes it.
#pragma once

#include <atomic>
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
#include "service/epochs.h"
#include "service/instance.h"
#include "service/letters.h"
#include "service/publication.h"
#include "service/sequence_entries.h"

namespace ruban::service {

class Sequencer {
 public:
  struct Options {
    std::chrono::milliseconds period{200};  // between two batches
    // Start although `checkpoint.published` is missing, or a backup's witnesses can't be reached.
    bool accept_rollback = false;
    Publication::Options publication{};
  };

  // `witnesses` may be null; it must outlive this.
  Sequencer(Instance instance, Letters& letters, crypto::SigningKey key, store::PublishedFile published,
            Options options, Witnesses* witnesses = nullptr);

  // Whether a start, told to accept it, went on although nobody could say that the record holds all that was
  // published. Until a quorum of the witnesses has cosigned again, of those that knew it before, or a start
  // is told to accept it once more together with a checkpoint seen elsewhere that isn't older than what is
  // published. What was published log only no witness has seen. For any thread.
  bool may_lack_entries() const { return may_lack_entries_; }

  // Takes the lease and compares the record with its own memory, with `checkpoint.published`, with
  // checkpoints seen elsewhere and with what the witnesses have seen. Kind::busy if another process writes,
  // or if this is a restored backup and no quorum of witnesses answers; Kind::conflict if somebody has seen
  // more than the store holds, or something else: a restored backup or a fork, which must never be signed
  // over.
  Result<void> start(const std::vector<std::string>& seen_elsewhere = {});

  // One batch: true if something was committed; false also while the store can't be read or written, as with
  // a full disk: what waits goes on waiting. An error means that this process may not write any more.
  Result<bool> step();
  // Makes the last commit public, if it isn't, with the cosignatures of the witnesses that answer. False:
  // none has, and it is too early to go without them. Kind::conflict as Publication::publish().
  Result<bool> publish();
  // step() and publish() at their periods until asked to stop; the rest is sequenced and published before it
  // returns. Returns early with the error of either. Witnesses are asked by a thread of their own, so that
  // they keep nobody waiting. Nothing gets a date while `clock_is_right` says no.
  Result<void> run(
      std::stop_token stop, const std::function<bool()>& clock_is_right = [] { return true; });

  // Has `once` called after the next round of run(), whether it committed anything or not, on its thread, so
  // that who waits for a commit needs none of their own. It must be short, and not throw. From any thread.
  void after_round(std::function<void()> once);
  // Called after each publication, on the thread that publishes. Set before run().
  void on_published(std::function<void()> listener) { publication_.on_written(std::move(listener)); }

  const ledger::VerifierKey& verifier() const { return verifier_; }
  // Null if the instance has none.
  Witnesses* witnesses() const { return witnesses_; }

 private:
  Result<void> recompute(const std::optional<store::Checkpoint>& last);
  void load_tallies();
  store::Checkpoint sign(const ledger::Tree& tree, Instant now) const;
  // What waits, in its order, and from `end` on what ends a letter.
  struct Taken {
    std::vector<store::Waiting> waiting;
    std::size_t end = 0;
    std::vector<LetterId> ending;
  };
  Taken take_waiting();
  // What of the pool of anonymous signatures is published now; a letter that is ending gives all it has.
  std::vector<std::pair<LetterPointer, Ripe>> take_ripe(const std::vector<LetterId>& ending, Instant now);
  void settle(const std::vector<std::pair<LetterPointer, Ripe>>& ripe, Instant now);
  Result<bool> commit_batch();
  Result<bool> publish(const store::Checkpoint& last);
  void keep_doubt(bool arises, const std::vector<std::string>& seen_elsewhere);
  void settle_doubt();
  Result<void> try_publish(const store::Checkpoint& last);
  Result<void> publish_along(const std::stop_token& stop);
  std::optional<store::Checkpoint> committed();
  void refresh_letters();
  void end_round();

  Instance instance_;
  Letters& letters_;
  crypto::SigningKey key_;
  ledger::VerifierKey verifier_;
  store::PublishedFile published_file_;
  Options options_;
  Witnesses* witnesses_;
  Publication publication_;  // of the thread that publishes
  std::atomic<bool> may_lack_entries_ = false;

  // Of the thread that steps.
  std::optional<store::Fence> fence_;
  std::optional<store::Checkpoint> last_;
  ledger::Tree tree_;
  Tallies tallies_;
  Epochs epochs_;
  bool letters_are_old_ = false;  // the last batch changed them, and they couldn't be read again

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<std::function<void()>> after_round_;  // under mutex_
  std::optional<store::Checkpoint> committed_;      // last_, under mutex_
};

}  // namespace ruban::service
