// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"

namespace ruban::cli {

Outcome init(const Place& place, const Doors& doors, Terminal& terminal) {
  TRY(doors.init(place.data, place.flags));
  const auto folder = place.data.string();
  terminal.out << fmt::format(
      "An instance for {} is ready in {}.\n"
      "1. Keep a copy of the keys there elsewhere: no backup holds them.\n"
      "2. Say in ruban.toml how mail is sent.\n"
      "3. ruban letter publish FOLDER --data {}\n"
      "4. ruban serve --data {}\n",
      place.flags.at("url"), folder, folder, folder);
  return ExitCode::done;
}

}  // namespace ruban::cli
