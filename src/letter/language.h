// SPDX-License-Identifier: AGPL-3.0-or-later
// The languages that letters are written in, and text that exists in several of them.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ruban::letter {

enum class Language { en, fr };

inline constexpr std::array kLanguages{Language::en, Language::fr};

// "en", "fr": as in addresses, file names and the `lang` of a page.
std::string_view code(Language language);
std::optional<Language> parse_language(std::string_view code);

// One text per language of its letter; a checked letter has all of them, so at() is safe for each of
// Letter::languages.
using LocalText = std::map<Language, std::string>;

}  // namespace ruban::letter
