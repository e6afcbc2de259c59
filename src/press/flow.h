// SPDX-License-Identifier: AGPL-3.0-or-later
// Flow: blocks of text set one below the other, and broken into pages as a printer would.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "press/paper.h"

namespace ruban::press {

struct Label {
  Setting text;
  double x = 0;  // of its right end
};

// An element of the structure that begins with a block; the label, of a list's item, stands beside the
// block's first line.
struct Opening {
  const char* tag = "";
  std::optional<Label> label{};
};

struct Block {
  std::optional<Setting> text{};
  const char* tag = "P";
  double x = kLeft;
  double before = 0, after = 0;  // space; of two that meet the larger holds, and at the top of a page none
  bool keep_with_next = false;   // is followed on its page by the first lines of the next block
  std::vector<Opening> opens{};
  std::size_t closes = 0;       // how many of those open end with this block
  std::vector<double> rules{};  // upright hairlines beside it, of quotations: their x
  bool line_above = false;
  double line_left = kLeft;
  std::string outline{};  // its entry in the outline; empty for none
  int outline_level = 1;
  // In place of a text: something drawn, never broken.
  double picture_height = 0;
  std::function<void(Paper&, double top)> picture{};

  double height() const { return text ? text->height() : picture_height; }
};

class Flow {
 public:
  explicit Flow(Paper& paper) : paper_(paper) {}

  // No line of a paragraph stands alone at the foot or at the top of a page.
  void place(const std::vector<Block>& blocks);

  double y() const { return y_; }
  double room() const { return kBottom - y_; }
  bool at_top() const { return y_ <= kTop; }
  void next_page();
  // Begins a page if less than this is left of the last one.
  void need(double height) {
    if (!at_top() && room() < height) next_page();
  }
  void move_to(double y) { y_ = y; }
  void space(double height) { gap_ = std::max(gap_, height); }
  // Takes the space that is due.
  void settle();

 private:
  double needed(const std::vector<Block>& blocks, std::size_t from) const;
  void place(const Block& block);
  void lines_of(const Block& block);
  void rules_of(const Block& block, double top, double bottom, bool going_on) const;

  Paper& paper_;
  double y_ = kTop;
  double gap_ = 0;
  std::vector<double> rules_before_;
};

}  // namespace ruban::press
