// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/letter_setting.h"

#include <algorithm>

#include "i18n/typography.h"

namespace ruban::press {
namespace {

constexpr double kBetweenParagraphs = 8.1, kBetweenTight = 3;
constexpr double kListIndent = 20, kQuoteIndent = 16, kLabelGap = 7;
constexpr std::size_t kLeadingLines = 3;
constexpr Style kCodeStyle{Face::mono, 8.8, 12.5};

Style heading_style(int level) {
  if (level <= 2) return {Face::serif, 14, 18.5, true};
  if (level == 3) return {Face::serif, 11.8, 16.2, true};
  return {Face::serif, 11, 16.2, true, true};
}

std::string without_scheme(const std::string& address) {
  constexpr std::string_view kMail = "mailto:";
  return address.starts_with(kMail) ? address.substr(kMail.size()) : address;
}

// The runs of a line's parts.
class Runs {
 public:
  Runs(i18n::Lang lang, Style style) : lang_(lang), style_(style) {}

  void operator()(const letter::Text& text) { add(i18n::typeset(lang_, text.text), style_); }
  void operator()(const letter::LineBreak&) { runs_.push_back({printable("\n", true), style_, address_}); }
  void operator()(const letter::Code& code) {
    auto style = style_;
    style.face = Face::mono;
    style.size *= 0.84;
    add(code.text, style);
  }
  void operator()(const letter::Emphasis& emphasis) {
    with([](Style& style) { style.italic = !style.italic; }, emphasis.content);
  }
  void operator()(const letter::Strong& strong) {
    with([](Style& style) { style.bold = true; }, strong.content);
  }
  void operator()(const letter::Link& link) {
    const auto from = runs_.size();
    const auto shown = without_scheme(link.address);
    address_ = link.address;
    with([](Style& style) { style.ink = Ink::accent; }, link.content);
    if (runs_.size() == from) {
      auto style = style_;
      style.ink = Ink::accent;
      add(shown, style);
    }
    address_.clear();
    std::string label;
    for (auto i = from; i < runs_.size(); ++i) label += runs_[i].text;
    if (label != shown && label != link.address) add(" (" + shown + ")", style_);
  }

  void write(const letter::Inlines& content) {
    for (const auto& part : content) std::visit(*this, part.value);
  }
  std::vector<Run> take() {
    if (runs_.empty()) runs_.push_back({" ", style_});
    return std::move(runs_);
  }

 private:
  template <class Change>
  void with(Change change, const letter::Inlines& content) {
    const auto before = style_;
    change(style_);
    write(content);
    style_ = before;
  }
  void add(std::string_view text, const Style& style) {
    auto shown = printable(text);
    if (!shown.empty()) runs_.push_back({std::move(shown), style, address_});
  }

  i18n::Lang lang_;
  Style style_;
  std::string address_;
  std::vector<Run> runs_;
};

class Setter {
 public:
  Setter(const Typefaces& typefaces, i18n::Lang lang) : typefaces_(typefaces), lang_(lang) {}

  void write(const letter::Blocks& blocks) {
    for (const auto& block : blocks) std::visit(*this, block.value);
  }
  std::vector<Block> take() { return std::move(blocks_); }

  void operator()(const letter::Paragraph& paragraph) {
    auto style = kTextStyle;
    style.italic = !rules_.empty();
    add(runs_of(paragraph.content, style), {});
  }
  void operator()(const letter::Heading& heading) {
    const auto level = std::clamp(heading.level, 2, 4);
    auto runs = runs_of(heading.content, heading_style(level));
    Block block;
    for (const auto& run : runs) block.outline += run.text;
    block.outline_level = level - 1;
    constexpr const char* kTags[] = {"H2", "H3", "H4"};
    block.tag = kTags[level - 2];
    block.before = level == 2 ? 24 : 16;
    block.after = 6;
    block.keep_with_next = true;
    add(std::move(runs), std::move(block));
  }
  void operator()(const letter::List& list) {
    // A few words that lead to a list stand with its beginning.
    if (!blocks_.empty() && blocks_.back().text && blocks_.back().text->lines() <= kLeadingLines)
      blocks_.back().keep_with_next = true;
    const auto outside = tight_;
    tight_ = list.tight;
    indent_ += kListIndent;
    opens_.push_back({"L"});
    long long number = list.start;
    for (const auto& item : list.items) {
      auto label = list.ordered ? std::to_string(number++) + "." : std::string(rules_.empty() ? "–" : "·");
      opens_.push_back({"LI", Label{Setting(typefaces_, {{label, kTextStyle}}, {kListIndent * 3}),
                                    kLeft + indent_ - kLabelGap}});
      opens_.push_back({"LBody"});
      inside(item, 2);
    }
    if (opens_.empty()) {
      blocks_.back().closes += 1;
    } else {
      opens_.pop_back();  // a list without items
    }
    indent_ -= kListIndent;
    tight_ = outside;
    if (!blocks_.empty()) blocks_.back().after = between();
  }
  void operator()(const letter::Quote& quote) {
    rules_.push_back(kLeft + indent_ + 1);
    indent_ += kQuoteIndent;
    opens_.push_back({"BlockQuote"});
    inside(quote.content, 1);
    indent_ -= kQuoteIndent;
    rules_.pop_back();
  }
  void operator()(const letter::CodeBlock& code) {
    auto text = code.text;
    while (text.ends_with('\n')) text.pop_back();
    add({{printable(text.empty() ? " " : text, true), kCodeStyle}}, {});
  }
  void operator()(const letter::ThematicBreak&) {
    Block block;
    block.before = block.after = 14;
    block.picture_height = 2;
    block.picture = [](Paper& paper, double top) {
      hairline(paper.cairo(), (kLeft + kRight) / 2 - 32, (kLeft + kRight) / 2 + 32, top + 1);
    };
    blocks_.push_back(std::move(block));
  }

 private:
  std::vector<Run> runs_of(const letter::Inlines& content, const Style& style) {
    Runs runs(lang_, style);
    runs.write(content);
    return runs.take();
  }
  double between() const { return tight_ ? kBetweenTight : kBetweenParagraphs; }

  // What lies in the `elements` that were opened last. An empty item is a line without words.
  void inside(const letter::Blocks& content, std::size_t elements) {
    const auto from = blocks_.size();
    write(content);
    const bool is_drawn = std::any_of(blocks_.begin() + static_cast<std::ptrdiff_t>(from), blocks_.end(),
                                      [](const Block& block) { return block.text.has_value(); });
    if (!is_drawn) add({{" ", kTextStyle}}, {});
    blocks_.back().closes += elements;
  }

  void add(std::vector<Run> runs, Block block) {
    block.text.emplace(typefaces_, runs, Shape{kRight - kLeft - indent_});
    block.x = kLeft + indent_;
    block.rules = rules_;
    block.opens = std::move(opens_);
    opens_.clear();
    if (block.after == 0) block.after = between();
    blocks_.push_back(std::move(block));
  }

  const Typefaces& typefaces_;
  i18n::Lang lang_;
  double indent_ = 0;
  bool tight_ = false;
  std::vector<double> rules_;
  std::vector<Opening> opens_;
  std::vector<Block> blocks_;
};

}  // namespace

std::vector<Block> set_letter(const letter::Document& document, const Typefaces& typefaces, i18n::Lang lang) {
  Setter setter(typefaces, lang);
  setter.write(document.blocks);
  return setter.take();
}

}  // namespace ruban::press
