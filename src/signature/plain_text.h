// SPDX-License-Identifier: AGPL-3.0-or-later
// What text of a visitor must not be: a link, markup, a formula, a picture, invisible, or a heap of accents.
#pragma once

#include <string_view>

namespace ruban::signature {

// All take valid UTF-8 in NFC.

// A web address with or without scheme, or a mail address. A dot between a word and a well-known top-level
// domain is enough, unless what follows it looks like the start of a sentence.
bool has_link(std::string_view text);

// A tag, a comment or a character reference of HTML.
bool has_markup(std::string_view text);

// What a spreadsheet would compute: = + - @ in front, also in full width.
bool starts_like_formula(std::string_view text);

// Control and format characters, direction overrides, and letters that show nothing.
bool has_invisible_characters(std::string_view text);

bool has_emoji(std::string_view text);

// An accent without a letter, more than two general accents on one letter, or more than four signs of any
// script.
bool has_heaped_accents(std::string_view text);

}  // namespace ruban::signature
