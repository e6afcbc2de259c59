// SPDX-License-Identifier: AGPL-3.0-or-later
// Element: what is to be known of HTML's elements to find the text between them.
#pragma once

#include <optional>
#include <string_view>

#include "capture/block.h"
#include "capture/html_tokens.h"

namespace ruban::capture {

struct Element {
  enum Trait : unsigned {
    kBlock = 1,          // its text stands by itself
    kVoid = 2,           // has no end tag and no content
    kNoText = 4,         // what is in it isn't shown
    kEndsParagraph = 8,  // ends a p that is open
    kFormatting = 16,    // may overlap others
    kSpecial = 32,       // isn't ended by the end tag of another one around it
    kScope = 64,         // what is open around it isn't ended from inside
    kBreaksOut = 128,    // ends SVG and MathML
  };

  std::string_view name;
  unsigned traits = 0;
  std::optional<BlockKind> kind{};       // of the text in it
  std::optional<HtmlTokens::Raw> raw{};  // how its text is read

  bool is(Trait trait) const { return (traits & trait) != 0; }
};

// Of an element that isn't known: one without traits. `name` in small letters.
const Element& element_of(std::string_view name);

// The same for elements inside of SVG and MathML.
const Element& foreign_element_of(std::string_view name);

}  // namespace ruban::capture
