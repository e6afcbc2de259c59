// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli/commands.h"

namespace ruban::cli {

Outcome letter_takedown_file(const LetterTakedownFile& command, OpenInstance& instance, Terminal& terminal) {
  const auto sha256 = fixed_from_hex<Hash>(command.sha256);
  if (!sha256)
    return fail(Kind::invalid,
                "Write the SHA-256 of the document or file: 64 hexadecimal digits in small letters.",
                command.sha256);
  if (!instance.registry().instance().store.documents().take_down(*sha256))
    return fail(Kind::not_found, "There is no such document or file, or it was taken down already.",
                command.sha256);
  terminal.out << fmt::format("{} is deleted. Its hash stays in the record.\n", command.sha256);
  return ExitCode::done;
}

}  // namespace ruban::cli
