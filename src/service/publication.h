// SPDX-License-Identifier: AGPL-3.0-or-later
// Publication: makes what was committed public, with the cosignatures that the witnesses give for it.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "ledger/note.h"
#include "service/instance.h"
#include "service/witnesses.h"

namespace ruban::service {

class Publication {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;
  struct Options {
    // Between two publications; without a value a second, or ten with witnesses.
    std::optional<std::chrono::milliseconds> every;
    // Between two cosignatures of a record that stands still, so that their times date it.
    std::chrono::seconds heartbeat{600};
    // How long a checkpoint waits for one witness at least.
    std::chrono::seconds patience{60};
    std::function<SteadyTime()> steady = [] { return std::chrono::steady_clock::now(); };
  };

  // `witnesses` may be null.
  Publication(Instance instance, ledger::VerifierKey log, store::PublishedFile file, Witnesses* witnesses,
              Options options);

  // Learns what is published; at the start.
  void load();
  // Compares the store with what the witnesses have seen, before anything is signed. Kind::conflict as
  // compare_seen(); a witness that can't be reached, or shows what it can't prove, changes nothing. With
  // `quorum_first` a quorum of them must have answered: Kind::busy. Whether one has.
  Result<bool> ask_what_was_seen(bool quorum_first);

  // Whether a quorum of the witnesses has cosigned since the start, of those whose cosignature this note has.
  bool heard_quorum_of(const std::string& note) const;

  // Whether `last` should be published, or cosigned anew, by now.
  bool is_due(const store::Checkpoint& last) const;
  // Asks the witnesses, if there are any, and makes `last` public. False: none has answered, and it is too
  // early to go without them. Kind::conflict if one has proved that this record was rolled back or forked:
  // nothing may be signed any more. Throws what the store and the file throw.
  Result<bool> publish(const store::Checkpoint& last);

  // Called whenever something was made public, or cosigned anew.
  void on_written(std::function<void()> listener) { listener_ = std::move(listener); }

 private:
  using WitnessId = std::pair<std::string, std::uint32_t>;  // name and id of its key
  using Lines = std::map<WitnessId, ledger::NoteSignature>;
  Lines cosignatures_in(const std::string& note) const;
  bool heartbeat_is_due() const;
  Result<bool> collect(const store::Checkpoint& last);
  void write(const store::Checkpoint& last);

  Instance instance_;
  ledger::VerifierKey log_;
  store::PublishedFile file_;
  Witnesses* witnesses_;
  Options options_;

  std::optional<TreeSize> published_;
  // Of lines_size_: the last cosignature of each witness of the policy, and the first one of each that ever
  // gave one, also if it has left the policy since: what an instant has doesn't shrink.
  Lines lines_, first_lines_;
  TreeSize lines_size_ = 0;
  std::set<WitnessId> heard_;               // who has cosigned since the start
  std::optional<SteadyTime> tried_;         // when this was done last
  std::optional<SteadyTime> asked_all_;     // when all witnesses were asked last
  std::optional<SteadyTime> silent_since_;  // since when none has cosigned
  std::function<void()> listener_;
};

}  // namespace ruban::service
