// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/page_text.h"

#include <algorithm>

#include "capture/block_writer.h"
#include "capture/decode.h"
#include "capture/media_type.h"
#include "capture/open_elements.h"
#include "fetch/http_message.h"

namespace ruban::capture {
namespace {

using Syntax = HtmlTokens::Syntax;

auto too_much_text() {
  return fail(Kind::too_large, "This page holds more text than a piece of evidence may.");
}

// Whether a style attribute says that the element isn't shown. Of two rules the last one counts.
bool hides(std::string_view style) {
  constexpr std::size_t kMostRules = 10'000;  // bytes
  auto small = fetch::lower_case(style.substr(0, kMostRules));
  for (auto open = small.find("/*"); open != std::string::npos; open = small.find("/*", open)) {
    const auto close = small.find("*/", open + 2);
    small.erase(open, close == std::string::npos ? close : close + 2 - open);
  }
  std::erase_if(small, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; });
  bool no_display = false, invisible = false;
  for (std::string_view rest = small; !rest.empty();) {
    const auto rule = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rule.size() + 1, rest.size()));
    const auto plain = rule.substr(0, rule.find('!'));
    if (plain.starts_with("display:")) no_display = plain == "display:none";
    if (plain.starts_with("visibility:"))
      invisible = plain == "visibility:hidden" || plain == "visibility:collapse";
  }
  return no_display || invisible;
}

bool is_shown(const Element& element, const HtmlToken& tag) {
  // What is in a template is shown if it is a shadow's; in an object, if there is nothing else to show.
  const bool shown =
      (tag.name == "template" && tag.value("shadowrootmode")) || (tag.name == "object" && !tag.value("data"));
  if (element.is(Element::kNoText) && !shown) return false;
  if (tag.value("hidden") || tag.value("popover") || (tag.name == "dialog" && !tag.value("open")))
    return false;
  const auto style = tag.value("style");
  return !style || !hides(*style);
}

class HtmlReader {
 public:
  HtmlReader(std::string_view page, Syntax syntax, const TextLimits& limits)
      : syntax_(syntax), tokens_(page, syntax), open_(syntax), blocks_(limits) {}

  Result<std::vector<Block>> read() {
    while (tokens_.next()) {
      const auto& token = tokens_.token();
      switch (token.what) {
        case HtmlToken::What::text:
          text(token);
          break;
        case HtmlToken::What::start:
          TRY(start(token));
          break;
        case HtmlToken::What::end:
          end(token);
          break;
      }
      if (blocks_.is_full()) return too_much_text();
      tokens_.allow_cdata(open_.in_foreign_content());
    }
    auto out = blocks_.take();
    if (blocks_.is_full()) return too_much_text();
    return out;
  }

 private:
  void text(const HtmlToken& token) {
    if (skip_raw_) return;
    if (in_title_) return blocks_.add(token.text, BlockKind::title);
    if (open_.is_hidden() || !open_.may_hold_text()) return;
    const auto* kind = open_.kind();
    if (kind == nullptr) return blocks_.add(token.text, BlockKind::paragraph);
    const bool heading = kind->element->kind == BlockKind::heading;
    blocks_.add(token.text, *kind->element->kind, heading ? kind->name[1] - '0' : 0);
  }

  Result<void> start(const HtmlToken& token) {
    // What hides the whole page mostly waits for a script to take it back.
    if (token.name == "html" || token.name == "head" || token.name == "body") return {};
    skip_raw_ = false;
    bool foreign = open_.in_foreign_content();
    if (foreign && syntax_ == Syntax::html && element_of(token.name).is(Element::kBreaksOut)) {
      open_.break_out();
      foreign = false;
    }
    auto tag = token;
    if (foreign) tag.name = fetch::lower_case(tag.name);
    const auto& element = foreign ? foreign_element_of(tag.name) : element_of(tag.name);
    if (tag.name == "br" && !open_.is_hidden()) blocks_.break_line();
    if (element.is(Element::kBlock)) blocks_.end_block();
    const bool title = !foreign && tag.name == "title" && !had_title_ && !open_.is_hidden();
    const bool hidden = !is_shown(element, tag);
    if (!open_.start(tag, element, hidden)) {
      // Deeper than this nothing is left out any more; but what must be left out isn't shown.
      if (hidden && !element.raw) return fail(Kind::too_large, "This page nests its elements too deeply.");
      skip_raw_ = hidden;
    }
    if (element.is(Element::kVoid) || (tag.closes_itself && syntax_ == Syntax::xml)) return {};
    in_title_ = title;
    had_title_ = had_title_ || title;
    if (element.raw && syntax_ == Syntax::html) tokens_.read_raw(*element.raw);
    return {};
  }

  void end(const HtmlToken& token) {
    skip_raw_ = false;
    const bool foreign = open_.in_foreign_content();
    const auto name = foreign ? fetch::lower_case(token.name) : token.name;
    const auto& element = foreign ? foreign_element_of(name) : element_of(name);
    if (element.is(Element::kBlock) || name == "title") blocks_.end_block();
    if (name == "title") in_title_ = false;
    if (name == "br" && !open_.is_hidden()) blocks_.break_line();  // as browsers read it
    open_.end(name);
  }

  Syntax syntax_;
  HtmlTokens tokens_;
  OpenElements open_;
  BlockWriter blocks_;
  bool in_title_ = false, had_title_ = false, skip_raw_ = false;
};

// Paragraphs are what empty lines part.
Result<std::vector<Block>> plain_text(std::string_view text, const TextLimits& limits) {
  BlockWriter blocks(limits);
  while (!text.empty() && !blocks.is_full()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.find_first_not_of(" \t\f") == std::string_view::npos) {
      blocks.end_block();
    } else {
      blocks.break_line();
      blocks.add(line, BlockKind::paragraph);
    }
  }
  auto out = blocks.take();
  if (blocks.is_full()) return too_much_text();
  return out;
}

}  // namespace

Result<std::vector<Block>> page_text(std::string_view page, std::string_view content_type,
                                     const TextLimits& limits) {
  if (page.size() > limits.page) return fail(Kind::too_large, "This page is larger than it may be.");
  auto type = parse_media_type(content_type);
  if (type.name.empty()) {
    const auto first = page.find_first_not_of(std::string_view(" \t\r\n\f\xEF\xBB\xBF\xFE\xFF\0", 11));
    type.name = first != std::string_view::npos && page[first] == '<' ? "text/html" : "text/plain";
  }
  const bool xml = type.name == "application/xhtml+xml";
  if (!xml && type.name != "text/html" && type.name != "text/plain") {
    return fail(Kind::invalid,
                "Ruban can't read the text of this kind of page. It reads HTML, XHTML and plain text.",
                type.name);
  }
  const bool plain = type.name == "text/plain";
  const auto text = decode(page, find_encoding(page, type.charset, !plain));
  if (plain) return plain_text(text, limits);
  return HtmlReader(text, xml ? Syntax::xml : Syntax::html, limits).read();
}

}  // namespace ruban::capture
