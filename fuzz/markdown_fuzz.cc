// rooms: letter
// SPDX-License-Identifier: AGPL-3.0-or-later
// A letter's text: any bytes give a document or faults; links of a document lead where links may, and no text
// in it holds a character that has no business there.
#include <cstdint>
#include <cstdlib>

#include "core/utf8.h"
#include "letter/document.h"
#include "letter/link.h"

namespace {

using namespace ruban::letter;

struct Inspect {
  void operator()(const Text& text) const { plain(text.text); }
  void operator()(const LineBreak&) const {}
  void operator()(const Code& code) const { plain(code.text); }
  void operator()(const Emphasis& emphasis) const { all(emphasis.content); }
  void operator()(const Strong& strong) const { all(strong.content); }
  void operator()(const Link& link) const {
    if (link_address(link.address) != link.address) std::abort();
    all(link.content);
  }
  void operator()(const Paragraph& paragraph) const { all(paragraph.content); }
  void operator()(const Heading& heading) const {
    if (heading.level < 2 || heading.level > 4) std::abort();
    all(heading.content);
  }
  void operator()(const Quote& quote) const { all(quote.content); }
  void operator()(const List& list) const {
    for (const auto& item : list.items) all(item);
  }
  void operator()(const CodeBlock&) const {}
  void operator()(const ThematicBreak&) const {}

  template <class Nodes>
  void all(const Nodes& nodes) const {
    for (const auto& node : nodes) std::visit(*this, node.value);
  }
  static void plain(const std::string& text) {
    if (ruban::has_forbidden_characters(text)) std::abort();
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<Fault> faults;
  const auto document = parse_document({reinterpret_cast<const char*>(data), size}, "en.md", faults);
  if (document.has_value() != faults.empty()) std::abort();
  if (!document) return 0;
  Inspect{}.all(document->blocks);
  const auto text = plain_text(*document);
  if (!ruban::is_utf8(text) || word_count(*document) > text.size()) std::abort();
  if (ruban::code_points(plain_text(*document, 40)) > 40) std::abort();
  return 0;
}
