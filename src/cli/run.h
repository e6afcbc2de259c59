// SPDX-License-Identifier: AGPL-3.0-or-later
// The command line `ruban`: finds the command that the arguments name, runs it, and says how it went.
#pragma once

#include <string>
#include <vector>

#include "cli/doors.h"
#include "cli/terminal.h"

namespace ruban::cli {

// Exit codes: 0 done, 1 refused, 2 usage, 3 broken (cli/exit_code.h). Every exception ends here.
int run(int argc, char** argv, const Doors& doors);

// The same with the caller's streams; `arguments` come without the program's name.
int run(const std::vector<std::string>& arguments, const Doors& doors, Terminal& terminal);

}  // namespace ruban::cli
