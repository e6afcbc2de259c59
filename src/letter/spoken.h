// SPDX-License-Identifier: AGPL-3.0-or-later
// Which language a text is in, as far as its small words tell: to notice two files that were swapped.
#pragma once

#include <optional>

#include "letter/document.h"
#include "letter/language.h"

namespace ruban::letter {

// Nothing unless it is clear: at least 20 small words of that language, and five times as many as of any
// other.
std::optional<Language> spoken_language(const Document& document);

}  // namespace ruban::letter
