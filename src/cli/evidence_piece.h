// SPDX-License-Identifier: AGPL-3.0-or-later
// What every command does that puts a piece of evidence on record: reads its words, keeps it, tells its
// number.
#pragma once

#include "cli/commands.h"
#include "service/piece.h"

namespace ruban::cli {

// Prints the piece's number and its file. `usual` are the words if none were given.
Outcome put_piece(const PieceWords& words, service::Piece piece, std::vector<service::WordsInLanguage> usual,
                  OpenInstance& instance, Terminal& terminal);

// The letter, read anew. Kind::not_found.
Result<service::LetterPointer> letter_of(const std::string& slug, std::optional<std::uint64_t> version,
                                         OpenInstance& instance);

}  // namespace ruban::cli
