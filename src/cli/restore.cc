// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"

namespace ruban::cli {

Outcome restore(const std::filesystem::path& file, const Place& place, const Doors& doors,
                Terminal& terminal) {
  if (auto done = doors.restore(file, place.data); !done) {
    if (done.error().field.empty()) done.error().field = file.string();
    return tl::unexpected(done.error());
  }
  terminal.out << fmt::format(
      "Restored into {}.\n"
      "Letters that were open when the backup was made take no more signatures: who signed since then isn't "
      "known. "
      "A new version of each can be published.\n"
      "Put ruban.toml, the keys and checkpoint.published of the instance beside it, then see ruban doctor "
      "--data {}\n",
      place.data.string(), place.data.string());
  return ExitCode::done;
}

}  // namespace ruban::cli
