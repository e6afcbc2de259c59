// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/evidence_piece.h"
#include "cli/given_words.h"
#include "cli/read_file.h"

namespace ruban::cli {

Outcome evidence_add(const EvidenceAdd& command, OpenInstance& instance, Terminal& terminal) {
  TRY(letter_of(command.words.slug, command.words.version, instance));
  auto bytes = read_file(command.file, service::kMostPieceBytes);
  if (!bytes && bytes.error().kind == Kind::too_large) return service::too_large();
  if (!bytes) return tl::unexpected(bytes.error());
  auto piece = service::given_piece(*std::move(bytes), command.file.filename().string());
  if (!piece) {
    if (piece.error().field.empty()) piece.error().field = command.file.string();
    return tl::unexpected(piece.error());
  }
  if (piece->source && (command.source || command.date))
    return fail(Kind::conflict,
                "A WARC tells itself which page it holds, and when: leave --source and --date out.",
                command.file.string());
  if (command.source) piece->source = command.source;
  if (command.date) piece->date = TRY(given_minute(*command.date));
  return put_piece(command.words, *std::move(piece), {}, instance, terminal);
}

}  // namespace ruban::cli
