// SPDX-License-Identifier: AGPL-3.0-or-later
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "letter/document.h"

namespace ruban::letter {
namespace {

// Collects the words of a document; blocks end with a line feed.
class Words {
 public:
  void operator()(const Text& text) { out_ += text.text; }
  void operator()(const LineBreak&) { out_ += ' '; }
  void operator()(const Code& code) { out_ += code.text; }
  void operator()(const Emphasis& emphasis) { all(emphasis.content); }
  void operator()(const Strong& strong) { all(strong.content); }
  void operator()(const Link& link) { all(link.content); }

  void operator()(const Paragraph& paragraph) { line(paragraph.content); }
  void operator()(const Heading& heading) { line(heading.content); }
  void operator()(const Quote& quote) { all(quote.content); }
  void operator()(const List& list) {
    for (const auto& item : list.items) all(item);
  }
  void operator()(const CodeBlock& code) {
    out_ += code.text;
    end_line();
  }
  void operator()(const ThematicBreak&) {}

  template <class Nodes>
  void all(const Nodes& nodes) {
    for (const auto& node : nodes) std::visit(*this, node.value);
  }

  std::string take() {
    if (out_.ends_with('\n')) out_.pop_back();
    return std::move(out_);
  }

 private:
  void line(const Inlines& content) {
    all(content);
    end_line();
  }
  void end_line() {
    if (!out_.empty() && !out_.ends_with('\n')) out_ += '\n';
  }
  std::string out_;
};

std::string words_of(const Document& document) {
  Words words;
  words.all(document.blocks);
  return words.take();
}

// Calls f(code point, offset of its first byte) for each of `text`, which is UTF-8, until it returns false.
template <class F>
void for_each_point(std::string_view text, F f) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    const auto start = static_cast<std::size_t>(i);
    UChar32 c;
    U8_NEXT(bytes, i, length, c);
    if (!f(c, start)) return;
  }
}

bool is_breaking_space(UChar32 c) {
  return u_isUWhiteSpace(c) != 0 && c != 0xA0 && c != 0x202F && c != 0x2007;
}

}  // namespace

std::string plain_text(const Document& document, std::size_t max_code_points) {
  auto text = words_of(document);
  std::size_t points = 0;
  std::size_t word_end = 0;  // where the last whole word within the limit ends
  std::size_t cut = std::string::npos;
  for_each_point(text, [&](UChar32 c, std::size_t at) {
    if (is_breaking_space(c) && points < max_code_points) word_end = at;
    if (points == max_code_points) cut = at;
    ++points;
    return cut == std::string::npos;
  });
  if (cut == std::string::npos) return text;
  if (max_code_points == 0) return {};
  // Room for the ellipsis; one word that is longer than everything is cut where it must be.
  if (word_end == 0) {
    std::size_t at = 0;
    for_each_point(text, [&](UChar32, std::size_t start) {
      word_end = start;
      return ++at < max_code_points;
    });
  }
  return text.substr(0, word_end) + "…";
}

std::size_t word_count(const Document& document) {
  const auto text = words_of(document);
  std::size_t words = 0;
  bool counted = false;
  for_each_point(text, [&](UChar32 c, std::size_t) {
    if (u_isUWhiteSpace(c) != 0) {
      counted = false;
    } else if (!counted && u_isalnum(c) != 0) {
      counted = true;
      ++words;
    }
    return true;
  });
  return words;
}

}  // namespace ruban::letter
