// SPDX-License-Identifier: AGPL-3.0-or-later
// Words: text cut into the pieces that differences are told in.
#pragma once

#include <string_view>
#include <vector>

namespace ruban::capture {

// `text` (UTF-8) as words, spaces and signs; put together they are the text again. A word is of letters,
// digits and their marks, with the apostrophes between letters ("l’accord", "aujourd’hui") and the signs and
// narrow spaces within a number ("12 500,75"); of scripts that don't part words, each character with its
// marks. A run of spaces is one piece, and so is each other character with what belongs to it.
std::vector<std::string_view> cut_words(std::string_view text);

// Whether a piece has a letter or digit in it.
bool is_word(std::string_view piece);

}  // namespace ruban::capture
