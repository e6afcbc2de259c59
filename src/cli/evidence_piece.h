// SPDX-License-Identifier: AGPL-3.0-or-later
// What every command does that puts a piece of evidence on record: reads its words, keeps it, tells its
// number.
#pragma once

#include "cli/commands.h"
#include "service/piece.h"

namespace ruban::cli {

// Prints the piece's number and its documents. `title` says it in each language of the letter if no words
// were given.
Outcome put_piece(const PieceWords& words, service::Piece piece,
                  const std::function<std::string(i18n::Lang)>& title, OpenInstance& instance,
                  Terminal& terminal);

// The letter, read anew. Kind::not_found.
Result<service::LetterPointer> letter_of(const std::string& slug, std::optional<std::uint64_t> version,
                                         OpenInstance& instance);

}  // namespace ruban::cli
