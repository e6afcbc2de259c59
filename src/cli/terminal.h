// SPDX-License-Identifier: AGPL-3.0-or-later
// Terminal: what a command knows of the person who runs it.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <istream>
#include <ostream>

#include "core/time.h"

namespace ruban::cli {

struct Terminal {
  std::ostream& out;                   // what was asked for
  std::ostream& err;                   // faults and progress
  bool shows_progress = false;         // somebody looks at `err`
  std::filesystem::path pins_folder;   // where the keys of records are remembered (cli/pins.h)
  Instant now;                         // when the command was started
  std::filesystem::path state_folder;  // where audits are kept to be gone on with; empty: nowhere
  std::function<Instant()> clock;      // the time, for what goes on for long
  std::function<void(std::chrono::seconds)> pause;  // sleeps
  std::istream* in = nullptr;                       // what is typed; null: nobody types
};

}  // namespace ruban::cli
