// SPDX-License-Identifier: AGPL-3.0-or-later
// Block: a piece of a page's text that stands by itself: what readers see, without any markup.
#pragma once

#include <string>
#include <string_view>

namespace ruban::capture {

enum class BlockKind {
  title,         // of the page
  heading,       // with a level
  paragraph,     // also what stands in no other block
  item,          // of a list, a glossary or a choice
  cell,          // of a table, or its caption
  preformatted,  // line breaks and spaces as written
};

struct Block {
  BlockKind kind = BlockKind::paragraph;
  int level = 0;     // 1 to 6 of a heading, 0 of all others
  std::string text;  // UTF-8 without control characters but \n (and \t in preformatted ones); not empty

  bool operator==(const Block&) const = default;
};

}  // namespace ruban::capture
