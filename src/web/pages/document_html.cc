// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/document_html.h"

#include <algorithm>

#include "i18n/typography.h"
#include "web/pages/escaped.h"

namespace ruban::web {
namespace {

using i18n::Lang;

class Writer {
 public:
  explicit Writer(Lang lang) : lang_(lang) {}

  void write(const letter::Blocks& blocks) {
    for (const auto& block : blocks) std::visit(*this, block.value);
  }
  std::string take() { return std::move(out_); }

  void operator()(const letter::Paragraph& paragraph) {
    wrap("p", paragraph.content);
    out_ += '\n';
  }
  void operator()(const letter::Heading& heading) {
    constexpr std::string_view kTags[] = {"h2", "h3", "h4"};
    wrap(kTags[static_cast<std::size_t>(std::clamp(heading.level, 2, 4) - 2)], heading.content);
    out_ += '\n';
  }
  void operator()(const letter::List& list) {
    out_ += list.ordered ? "<ol" : "<ul";
    if (list.ordered && list.start != 1) out_ += " start=\"" + std::to_string(list.start) + "\"";
    out_ += ">\n";
    for (const auto& item : list.items) {
      out_ += "<li>";
      for (const auto& block : item) {
        const auto* paragraph = std::get_if<letter::Paragraph>(&block.value);
        if (list.tight && paragraph) {
          write(paragraph->content);
        } else {
          std::visit(*this, block.value);
        }
      }
      out_ += "</li>\n";
    }
    out_ += list.ordered ? "</ol>\n" : "</ul>\n";
  }
  void operator()(const letter::Quote& quote) {
    out_ += "<blockquote>\n";
    write(quote.content);
    out_ += "</blockquote>\n";
  }
  void operator()(const letter::CodeBlock& code) {
    out_ += "<pre><code>" + escaped(code.text) + "</code></pre>\n";
  }
  void operator()(const letter::ThematicBreak&) { out_ += "<hr>\n"; }

  void operator()(const letter::Text& text) { out_ += escaped(i18n::typeset(lang_, text.text)); }
  void operator()(const letter::LineBreak&) { out_ += "<br>\n"; }
  void operator()(const letter::Code& code) { out_ += "<code>" + escaped(code.text) + "</code>"; }
  void operator()(const letter::Emphasis& emphasis) { wrap("em", emphasis.content); }
  void operator()(const letter::Strong& strong) { wrap("strong", strong.content); }
  void operator()(const letter::Link& link) {
    out_ += "<a href=\"" + escaped(link.address) + "\" rel=\"nofollow ugc noreferrer\">";
    write(link.content);
    out_ += "</a>";
  }

 private:
  void write(const letter::Inlines& inlines) {
    for (const auto& part : inlines) std::visit(*this, part.value);
  }
  void wrap(std::string_view tag, const letter::Inlines& content) {
    out_.append("<").append(tag).append(">");
    write(content);
    out_.append("</").append(tag).append(">");
  }

  Lang lang_;
  std::string out_;
};

}  // namespace

std::string document_html(const letter::Document& document, Lang lang) {
  Writer writer(lang);
  writer.write(document.blocks);
  return writer.take();
}

}  // namespace ruban::web
