// SPDX-License-Identifier: AGPL-3.0-or-later
// CommandLine: what the arguments ask for. The only file that knows the library which reads them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/commands.h"

namespace ruban::cli {

using Command = std::function<Outcome()>;

// The command to run. Without one, what is to be said has been said (the help, or what can't be read), and
// the error is the exit code. `doors` and `terminal` must outlive the command.
tl::expected<Command, ExitCode> read_command_line(const std::vector<std::string>& arguments,
                                                  const Doors& doors, Terminal& terminal);

}  // namespace ruban::cli
