// SPDX-License-Identifier: AGPL-3.0-or-later
// The languages that Ruban speaks, and which of them a visitor gets.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace ruban::i18n {

enum class Lang { fr, en };

inline constexpr std::array<Lang, 2> kLangs{Lang::fr, Lang::en};

// "fr" or "en": the first part of a page's path, and the `lang` of its HTML.
std::string_view tag(Lang lang);
// The language of a tag as tag() writes it; nothing else is read.
std::optional<Lang> parse_lang(std::string_view text);
// What a language calls itself: "Français", "English".
std::string_view own_name(Lang lang);
// The language that the page's language link leads to.
Lang other(Lang lang);

// The language that an Accept-Language header (RFC 9110 section 12.5.4) likes best; English if it likes
// neither, is empty, or can't be read. Looks at no more than 16 ranges.
Lang choose(std::string_view accept_language);

}  // namespace ruban::i18n
