// SPDX-License-Identifier: AGPL-3.0-or-later
// RecordChange: sees a change through to the published record, whether or not a server runs beside this
// command.
#pragma once

#include <chrono>
#include <functional>
#include <utility>

#include "cli/doors.h"

namespace ruban::cli {

// With the server that sequences.
struct Patience {
  std::chrono::milliseconds deadline{30'000};
  std::chrono::milliseconds look_every{100};
};

class RecordChange {
 public:
  // Takes the record if no server holds it. Fails, before anything is changed, if the record may not be
  // written: a restored backup, a clock that runs backwards.
  static Result<RecordChange> begin(OpenInstance& instance);
  RecordChange(const RecordChange&) = delete;
  RecordChange(RecordChange&& other) noexcept
      : instance_(other.instance_), ours_(std::exchange(other.ours_, false)) {}
  ~RecordChange();

  // Once the change is stored: sequences and publishes it, or waits until the server has. `visible` asks the
  // store whether it is in the record. Kind::conflict if the record didn't take it, Kind::busy if no server
  // did in time.
  Result<void> finish(const std::function<bool()>& visible, const Patience& patience = {});

 private:
  RecordChange(OpenInstance& instance, bool ours) : instance_(&instance), ours_(ours) {}
  Result<void> sequence(const std::function<bool()>& visible);
  bool is_published(TreeSize size) const;

  OpenInstance* instance_;
  bool ours_;  // this process holds the lease
};

}  // namespace ruban::cli
