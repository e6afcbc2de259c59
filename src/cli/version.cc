// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/json.hpp>

#include "cli/commands.h"

namespace ruban::cli {

Outcome version(const Version& command, Terminal& terminal) {
  if (command.json) {
    terminal.out << boost::json::serialize(boost::json::object{{"name", "ruban"}, {"version", RUBAN_VERSION}})
                 << '\n';
  } else {
    terminal.out << "ruban " RUBAN_VERSION "\n";
  }
  return ExitCode::done;
}

}  // namespace ruban::cli
