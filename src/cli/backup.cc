// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"

namespace ruban::cli {

Outcome backup(const std::filesystem::path& file, OpenInstance& instance, Terminal& terminal) {
  auto& store = instance.registry().instance().store;
  if (auto done = store.backup(file); !done) {
    if (done.error().field.empty()) done.error().field = file.string();
    return tl::unexpected(done.error());
  }
  const auto last = store.record().last_checkpoint();
  terminal.out << fmt::format(
      "Backup written to {}, with {} entries. It holds no keys: keep a copy of those elsewhere.\n",
      file.string(), last ? last->size : 0);
  return ExitCode::done;
}

}  // namespace ruban::cli
