// SPDX-License-Identifier: AGPL-3.0-or-later
// UTF-8 text: what is valid, its normal forms, and the characters that a line for people may not hold.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace ruban {

bool is_utf8(std::string_view text);

// Number of code points; `text` must be UTF-8.
std::size_t code_points(std::string_view text);

// Unicode normal forms (UAX 15). Fail on text that isn't UTF-8.
Result<std::string> to_nfc(std::string_view text);
// NFKC with case folding: for comparing, never for showing.
Result<std::string> to_folded(std::string_view text);

// Words of `text` folded and without diacritics, for search; at most `limit`.
std::vector<std::string> search_words(std::string_view text, std::size_t limit);

// True if `text` holds a control or format character, a line separator, a private-use or unassigned code
// point, or a bidirectional override or isolate. A zero-width joiner or non-joiner between letters is
// allowed.
bool has_forbidden_characters(std::string_view text);

// NFC, outer spaces removed, runs of spaces made one.
Result<std::string> tidy_line(std::string_view text);

}  // namespace ruban
