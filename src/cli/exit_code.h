// SPDX-License-Identifier: AGPL-3.0-or-later
// Exit codes of `ruban`, and the only place where a fault becomes one.
#pragma once

#include "core/result.h"

namespace ruban::cli {

enum class ExitCode {
  done = 0,
  refused = 1,  // the input, a proof, an audit or the state of things says no
  usage = 2,    // the command line can't be read
  broken = 3,   // nothing can be said: disk, network or machine failed, or a file can't be read
};

ExitCode exit_code(Kind kind);

}  // namespace ruban::cli
