// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/document.h"

#include <cmark.h>

#include <memory>

#include "core/check.h"
#include "core/utf8.h"
#include "letter/link.h"
#include "letter/plain_lines.h"

namespace ruban::letter {

bool Emphasis::operator==(const Emphasis&) const = default;
bool Strong::operator==(const Strong&) const = default;
bool Link::operator==(const Link&) const = default;
bool Inline::operator==(const Inline&) const = default;
bool List::operator==(const List&) const = default;
bool Quote::operator==(const Quote&) const = default;
bool Block::operator==(const Block&) const = default;

namespace {

struct NodeFree {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};

std::string literal(cmark_node* node) {
  const char* text = cmark_node_get_literal(node);
  return text == nullptr ? std::string() : std::string(text);
}

// Walks cmark's tree into ours. `depth` counts from the document downwards.
class Walk {
 public:
  Walk(std::string_view file, std::vector<Fault>& faults) : file_(file), faults_(faults) {}

  Blocks blocks(cmark_node* parent, int depth) {
    Blocks out;
    for (auto* node = cmark_node_first_child(parent); node != nullptr; node = cmark_node_next(node)) {
      block(node, depth, out);
    }
    return out;
  }

 private:
  void add(cmark_node* node, std::string what, std::string instead) {
    int line = 0;
    for (; node != nullptr && line == 0; node = cmark_node_parent(node))
      line = cmark_node_get_start_line(node);
    faults_.push_back({file_, line, std::move(what), std::move(instead)});
  }

  bool too_deep(cmark_node* node, int depth) {
    if (depth <= kMaxNesting) return false;
    add(node, "Lists, quotes or emphases lie too deep in each other.",
        "Write it flatter: at most " + std::to_string(kMaxNesting) + " levels.");
    return true;
  }

  void html(cmark_node* node) {
    add(node, "This is HTML: " + in_quotes(literal(node)) + ".",
        "Write it in Markdown, or put a backslash before \"<\" to show that character.");
  }

  // A text as people will read it. Entities (&#x202e;) can bring in what the file's own lines may not hold.
  std::string text(cmark_node* node) {
    auto out = literal(node);
    for (char& c : out) {
      if (c == '\t') c = ' ';
    }
    if (has_forbidden_characters(out)) {
      add(node, "An entity here stands for a control, invisible or direction-changing character.",
          "Remove it.");
    }
    return out;
  }

  void block(cmark_node* node, int depth, Blocks& out) {
    if (too_deep(node, depth)) return;
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_PARAGRAPH:
        out.push_back({Paragraph{inlines(node, depth + 1)}});
        return;
      case CMARK_NODE_HEADING:
        out.push_back({heading(node, depth)});
        return;
      case CMARK_NODE_LIST:
        out.push_back({list(node, depth)});
        return;
      case CMARK_NODE_BLOCK_QUOTE:
        out.push_back({Quote{blocks(node, depth + 1)}});
        return;
      case CMARK_NODE_CODE_BLOCK:
        out.push_back({CodeBlock{literal(node)}});
        return;
      case CMARK_NODE_THEMATIC_BREAK:
        out.push_back({ThematicBreak{}});
        return;
      case CMARK_NODE_HTML_BLOCK:
        html(node);
        return;
      default:
        CHECK(false && "a block that CommonMark has");
    }
  }

  Heading heading(cmark_node* node, int depth) {
    const int level = cmark_node_get_heading_level(node);
    if (level == 1) {
      add(node, "This is a heading of level 1: the page has one already, the letter's title.",
          "Write it with ##, or remove it if it repeats the title.");
    } else if (level > 4) {
      add(node, "This is a heading of level " + std::to_string(level) + ".",
          "Write it with ##, ### or ####.");
    }
    return {level, inlines(node, depth + 1)};
  }

  List list(cmark_node* node, int depth) {
    List out;
    out.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    out.start = out.ordered ? cmark_node_get_list_start(node) : 1;
    out.tight = cmark_node_get_list_tight(node) != 0;
    for (auto* item = cmark_node_first_child(node); item != nullptr; item = cmark_node_next(item)) {
      out.items.push_back(blocks(item, depth + 1));
    }
    return out;
  }

  Inlines inlines(cmark_node* parent, int depth) {
    Inlines out;
    for (auto* node = cmark_node_first_child(parent); node != nullptr; node = cmark_node_next(node)) {
      inline_node(node, depth, out);
    }
    return out;
  }

  void inline_node(cmark_node* node, int depth, Inlines& out) {
    if (too_deep(node, depth)) return;
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
        append_text(text(node), out);
        return;
      case CMARK_NODE_SOFTBREAK:
        append_text(" ", out);
        return;
      case CMARK_NODE_LINEBREAK:
        out.push_back({LineBreak{}});
        return;
      case CMARK_NODE_CODE:
        out.push_back({Code{text(node)}});
        return;
      case CMARK_NODE_EMPH:
        out.push_back({Emphasis{inlines(node, depth + 1)}});
        return;
      case CMARK_NODE_STRONG:
        out.push_back({Strong{inlines(node, depth + 1)}});
        return;
      case CMARK_NODE_LINK:
        link(node, depth, out);
        return;
      case CMARK_NODE_IMAGE:
        add(node, "This is a picture: " + in_quotes(cmark_node_get_url(node)) + ".",
            "Remove it, or link to the page that shows it: a letter is text alone.");
        return;
      case CMARK_NODE_HTML_INLINE:
        html(node);
        return;
      default:
        CHECK(false && "an inline that CommonMark has");
    }
  }

  // cmark splits text at every character that might have been markup; here it is one again.
  static void append_text(std::string_view text, Inlines& out) {
    if (text.empty()) return;
    if (!out.empty()) {
      if (auto* before = std::get_if<Text>(&out.back().value)) {
        before->text += text;
        return;
      }
    }
    out.push_back({Text{std::string(text)}});
  }

  void link(cmark_node* node, int depth, Inlines& out) {
    const std::string_view written = cmark_node_get_url(node);
    const auto address = link_address(written);
    if (!address) {
      add(node, "This link leads to " + in_quotes(written) + ".", std::string(address.error().message));
      return;
    }
    auto content = inlines(node, depth + 1);
    if (content.empty()) add(node, "This link has no words.", "Write what it leads to: [words](address).");
    out.push_back({Link{*address, std::move(content)}});
  }

  std::string file_;
  std::vector<Fault>& faults_;
};

}  // namespace

std::optional<Document> parse_document(std::string_view markdown, std::string_view file,
                                       std::vector<Fault>& faults) {
  const auto before = faults.size();
  if (!check_plain_lines(markdown, file, faults)) return std::nullopt;
  const std::unique_ptr<cmark_node, NodeFree> root(
      cmark_parse_document(markdown.data(), markdown.size(), CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8));
  CHECK(root != nullptr);
  Document out{Walk(file, faults).blocks(root.get(), 1)};
  if (out.blocks.empty() && faults.size() == before) {
    faults.push_back({std::string(file), 0, "This file has no text.", "Write the letter."});
  }
  if (faults.size() != before) return std::nullopt;
  return out;
}

}  // namespace ruban::letter
