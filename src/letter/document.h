// SPDX-License-Identifier: AGPL-3.0-or-later
// Document: a letter's text, parsed from Markdown into the few shapes that a letter needs; markup for pages
// is made from it elsewhere.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "letter/fault.h"

namespace ruban::letter {

// --- within a line
// ---------------------------------------------------------------------------------------------------

struct Inline;
using Inlines = std::vector<Inline>;

struct Text {
  std::string text;  // UTF-8, never empty, without control characters; a soft line break is a space
  bool operator==(const Text&) const = default;
};
struct LineBreak {
  bool operator==(const LineBreak&) const = default;
};
struct Code {
  std::string text;
  bool operator==(const Code&) const = default;
};
struct Emphasis {
  Inlines content;
  bool operator==(const Emphasis&) const;
};
struct Strong {
  Inlines content;
  bool operator==(const Strong&) const;
};
struct Link {
  std::string
      address;  // https://…, http://… or mailto:…, ASCII with % escapes; still to be escaped for its context
  Inlines content;
  bool operator==(const Link&) const;
};
struct Inline {
  std::variant<Text, LineBreak, Code, Emphasis, Strong, Link> value;
  bool operator==(const Inline&) const;
};

// --- blocks
// ----------------------------------------------------------------------------------------------------------

struct Block;
using Blocks = std::vector<Block>;

struct Paragraph {
  Inlines content;
  bool operator==(const Paragraph&) const = default;
};
struct Heading {
  int level = 2;  // 2, 3 or 4: the page's h1 is the letter's title
  Inlines content;
  bool operator==(const Heading&) const = default;
};
struct List {
  bool ordered = false;
  int start = 1;      // number of the first item of an ordered list
  bool tight = true;  // items are written without blank lines between them
  std::vector<Blocks> items;
  bool operator==(const List&) const;
};
struct Quote {
  Blocks content;
  bool operator==(const Quote&) const;
};
struct CodeBlock {
  std::string text;
  bool operator==(const CodeBlock&) const = default;
};
struct ThematicBreak {
  bool operator==(const ThematicBreak&) const = default;
};
struct Block {
  std::variant<Paragraph, Heading, List, Quote, CodeBlock, ThematicBreak> value;
  bool operator==(const Block&) const;
};

struct Document {
  Blocks blocks;
  bool operator==(const Document&) const = default;
};

// How deep blocks and inlines may lie in each other, all told.
inline constexpr int kMaxNesting = 12;

// Reads CommonMark of at most kMaxFileBytes. Raw HTML, images, headings of level 1, 5 and 6, links to
// anything but https, http and mailto, too deep nesting, and bytes that aren't plain UTF-8 lines are faults;
// every fault found is added to `faults` under the name `file`. A document is returned if there was none.
std::optional<Document> parse_document(std::string_view markdown, std::string_view file,
                                       std::vector<Fault>& faults);

// The words without their shapes, blocks separated by one line feed: for descriptions, feeds and search. Ends
// at a word's end with "…" when it would be longer than `max_code_points`.
std::string plain_text(const Document& document, std::size_t max_code_points = SIZE_MAX);

// As people count: runs of text between spaces that hold a letter or a digit.
std::size_t word_count(const Document& document);

}  // namespace ruban::letter
