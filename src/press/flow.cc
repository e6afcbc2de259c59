// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/flow.h"

#include <algorithm>

namespace ruban::press {
namespace {

constexpr double kLineAbove = 9;  // from the line to the text below it

// How many of the lines from `from` on stand on this page, of which `room` is left.
std::size_t lines_for(const Setting& text, std::size_t from, double room) {
  std::size_t fit = 0;
  for (double height = 0; from + fit < text.lines(); ++fit) {
    height += text.height(from + fit);
    if (height > room + 0.01) break;
  }
  const auto rest = text.lines() - from;
  if (fit < rest && rest - fit == 1 && fit > 0) --fit;  // none alone at the top of the next page
  if (fit < rest && from == 0 && fit == 1) fit = 0;     // nor here at the foot
  return fit;
}

// The least of a block that may stand at the foot of a page.
double least(const Block& block) {
  if (!block.text) return block.picture_height;
  const auto lines = block.text->lines();
  if (lines <= 3) return block.height();
  return block.text->height(0) + block.text->height(1);
}

}  // namespace

void Flow::next_page() {
  paper_.next_page();
  y_ = kTop;
  gap_ = 0;
  rules_before_.clear();
}

void Flow::settle() {
  if (!at_top()) y_ += gap_;
  gap_ = 0;
}

double Flow::needed(const std::vector<Block>& blocks, std::size_t from) const {
  double height = 0;
  double gap = gap_;
  for (auto i = from; i < blocks.size(); ++i) {
    const auto& block = blocks[i];
    height += std::max(gap, block.before) + (block.line_above ? kLineAbove : 0);
    gap = block.after;
    if (!block.keep_with_next) return height + least(block);
    height += block.height();
  }
  return height;
}

void Flow::place(const std::vector<Block>& blocks) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const bool is_kept = i > 0 && blocks[i - 1].keep_with_next;
    if (!is_kept && !at_top() && needed(blocks, i) > room()) next_page();
    place(blocks[i]);
  }
}

// Beside the lines of a quotation, or with `going_on` beside the space between two blocks of the same one.
void Flow::rules_of(const Block& block, double top, double bottom, bool going_on) const {
  for (const double x : block.rules) {
    if (going_on && std::find(rules_before_.begin(), rules_before_.end(), x) == rules_before_.end()) continue;
    cairo_save(paper_.cairo());
    set_ink(paper_.cairo(), Ink::soft);
    cairo_set_line_width(paper_.cairo(), 0.6);
    cairo_move_to(paper_.cairo(), x, top);
    cairo_line_to(paper_.cairo(), x, bottom);
    cairo_stroke(paper_.cairo());
    cairo_restore(paper_.cairo());
  }
}

void Flow::place(const Block& block) {
  space(block.before);
  const double above = y_;
  settle();
  if (block.line_above) {
    hairline(paper_.cairo(), block.line_left, kRight, y_);
    y_ += kLineAbove;
  }
  if (block.text && lines_for(*block.text, 0, room()) == 0 && !at_top()) {
    next_page();
  } else if (above < y_) {
    rules_of(block, above, y_, true);
  }
  if (!block.outline.empty()) paper_.outline(block.outline, block.outline_level, y_);
  for (const auto& opening : block.opens) {
    paper_.open(opening.tag);
    if (!opening.label) continue;
    const auto& label = *opening.label;
    paper_.open("Lbl");
    label.text.draw(paper_.cairo(), label.x - label.text.width(), y_);
    paper_.close();
  }
  if (block.text) {
    lines_of(block);
  } else if (block.picture) {
    block.picture(paper_, y_);
    y_ += block.picture_height;
  }
  for (std::size_t i = 0; i < block.closes; ++i) paper_.close();
  space(block.after);
  rules_before_ = block.rules;
}

void Flow::lines_of(const Block& block) {
  const auto& text = *block.text;
  // An element that is broken, or holds links, is made of pieces; a whole one is simply a paragraph.
  const bool in_pieces = text.has_links() || lines_for(text, 0, room()) < text.lines();
  paper_.open(block.tag);
  for (std::size_t from = 0; from < text.lines();) {
    auto fit = lines_for(text, from, room());
    if (fit == 0 && !at_top()) {
      next_page();
      continue;
    }
    fit = std::max<std::size_t>(fit, 1);  // a line taller than a page
    const double top = y_;
    for (const auto end = from + fit; from < end; ++from) {
      text.draw(paper_.cairo(), from, block.x, y_, in_pieces);
      y_ += text.height(from);
    }
    rules_of(block, top, y_, false);
  }
  paper_.close();
}

}  // namespace ruban::press
