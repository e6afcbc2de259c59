// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/changes_html.h"

#include <algorithm>

#include "i18n/tr.h"
#include "web/pages/escaped.h"

namespace ruban::web {
namespace {

using capture::Block;
using capture::BlockKind;
using capture::Change;
using capture::Segment;
using i18n::Lang;
using i18n::tr;

std::string_view class_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::title:
      return "title";
    case BlockKind::heading:
      return "heading";
    case BlockKind::item:
      return "item";
    case BlockKind::cell:
      return "cell";
    case BlockKind::preformatted:
      return "pre";
    case BlockKind::paragraph:
      break;
  }
  return "para";
}

using OneBlock = std::span<const Segment>;

std::vector<OneBlock> blocks_in(std::span<const Segment> segments) {
  std::vector<OneBlock> out;
  for (std::size_t begin = 0; begin < segments.size();) {
    auto end = begin + 1;
    while (end < segments.size() && !segments[end].starts_block) ++end;
    out.push_back(segments.subspan(begin, end - begin));
    begin = end;
  }
  return out;
}

bool is_changed(const OneBlock& block) {
  return std::ranges::any_of(block, [](const auto& s) { return s.change != Change::same; });
}

std::size_t text_bytes(const OneBlock& block) {
  std::size_t out = 0;
  for (const auto& segment : block) out += segment.text.size();
  return out;
}

class Writer {
 public:
  explicit Writer(Lang lang)
      : deleted_(escaped(tr(lang, "Taken out:"))),
        inserted_(escaped(tr(lang, "Put in:"))),
        end_(escaped(tr(lang, "End."))) {}

  void gap() { out_.html += "<p class=\"gap\" aria-hidden=\"true\">…</p>\n"; }
  void block(const OneBlock& block) {
    const auto& first = block.front();
    const auto tag = first.kind == BlockKind::preformatted ? "pre" : "p";
    out_.html.append("<").append(tag).append(" class=\"").append(class_of(first.kind));
    out_.html += is_changed(block) ? "\">" : " same\">";
    for (const auto& segment : block) part(segment);
    out_.html.append("</").append(tag).append(">\n");
  }
  ChangesHtml& out() { return out_; }

 private:
  void part(const Segment& segment) {
    if (segment.text.empty()) return;
    switch (segment.change) {
      case Change::same:
        out_.html += escaped(segment.text);
        return;
      case Change::deleted:
        ++out_.taken_out;
        mark("del", deleted_, segment.text);
        return;
      case Change::inserted:
        ++out_.put_in;
        mark("ins", inserted_, segment.text);
        return;
    }
  }
  void mark(std::string_view tag, const std::string& word, std::string_view text) {
    out_.html.append("<").append(tag).append("><span class=\"hidden\">").append(word).append(" </span>");
    out_.html.append(escaped(text))
        .append("<span class=\"hidden\"> ")
        .append(end_)
        .append("</span></")
        .append(tag) += '>';
  }

  std::string deleted_, inserted_, end_;
  ChangesHtml out_;
};

// The text of a line, without its markup.
struct LineText {
  std::string& out;
  void operator()(const letter::Text& text) const { out += text.text; }
  void operator()(const letter::LineBreak&) const { out += '\n'; }
  void operator()(const letter::Code& code) const { out += code.text; }
  void operator()(const letter::Emphasis& part) const { all(part.content); }
  void operator()(const letter::Strong& part) const { all(part.content); }
  // Where a link leads is a part of what was said.
  void operator()(const letter::Link& link) const {
    all(link.content);
    out += " (" + link.address + ")";
  }
  void all(const letter::Inlines& inlines) const {
    for (const auto& one : inlines) std::visit(*this, one.value);
  }
};

struct BlockText {
  std::vector<Block>& out;
  BlockKind kind = BlockKind::paragraph;

  void add(BlockKind as, int level, std::string text) const {
    if (!text.empty()) out.push_back({as, level, std::move(text)});
  }
  void operator()(const letter::Paragraph& paragraph) const { add(kind, 0, line(paragraph.content)); }
  void operator()(const letter::Heading& heading) const {
    add(BlockKind::heading, heading.level, line(heading.content));
  }
  void operator()(const letter::List& list) const {
    for (const auto& item : list.items) BlockText{out, BlockKind::item}.all(item);
  }
  void operator()(const letter::Quote& quote) const { all(quote.content); }
  void operator()(const letter::CodeBlock& code) const { add(BlockKind::preformatted, 0, code.text); }
  void operator()(const letter::ThematicBreak&) const {}
  void all(const letter::Blocks& blocks) const {
    for (const auto& one : blocks) std::visit(*this, one.value);
  }
  static std::string line(const letter::Inlines& inlines) {
    std::string text;
    LineText{text}.all(inlines);
    return text;
  }
};

}  // namespace

ChangesHtml changes_html(std::span<const Segment> segments, Lang lang, std::size_t most) {
  const auto blocks = blocks_in(segments);
  std::size_t bytes = 0;
  for (const auto& block : blocks) bytes += text_bytes(block);
  Writer writer(lang);
  const bool any = std::ranges::any_of(blocks, is_changed);
  writer.out().changes_alone = any && bytes > most;
  std::size_t written = 0;
  bool in_gap = false;
  for (const auto& block : blocks) {
    const bool changed = is_changed(block);
    if (any && !changed && !in_gap) writer.gap();
    in_gap = !changed;
    if (!changed && writer.out().changes_alone) continue;
    written += text_bytes(block);
    if (written > most) {
      writer.out().cut = true;
      break;
    }
    writer.block(block);
  }
  return std::move(writer.out());
}

std::vector<Segment> unchanged(std::span<const Block> blocks) {
  std::vector<Segment> out;
  for (const auto& block : blocks) out.push_back({Change::same, true, block.kind, block.level, block.text});
  return out;
}

std::vector<Block> blocks_of(const letter::PublicDocument& document) {
  std::vector<Block> out{{BlockKind::title, 0, document.title}};
  BlockText{out}.all(document.body.blocks);
  for (const auto& said : document.said)
    out.push_back({BlockKind::item, 0, std::to_string(said.demand) + ". " + said.text});
  return out;
}

}  // namespace ruban::web
