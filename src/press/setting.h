// SPDX-License-Identifier: AGPL-3.0-or-later
// Setting: runs of styled text broken into lines of a width, to be drawn line by line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "press/typeface.h"

namespace ruban::press {

// Text is data: nothing in it is markup. What isn't UTF-8 shows as U+FFFD; control characters are spaces.
struct Run {
  std::string text;
  Style style;
  std::string address{};  // where a click leads; ASCII
};

struct Shape {
  double width = 0;
  double hang = 0;  // how far the lines after the first are moved in
  bool centred = false;
  int most_lines = 0;        // what is longer ends in an ellipsis; 0: there is no such limit
  bool at_left = false;      // right-to-left text too, which else stands at the right
  bool is_balanced = false;  // lines of about one length
};

// UTF-8 of characters alone, without control characters and without marks that change the direction of what
// follows. A line feed becomes a space, or with `lines` stays one.
std::string printable(std::string_view text, bool lines = false);

// A part of a line whose own direction doesn't reorder the line, which runs from left to right.
std::string set_apart(std::string text);

class Setting {
 public:
  Setting(const Typefaces& typefaces, const std::vector<Run>& runs, const Shape& shape);

  std::size_t lines() const { return lines_.size(); }
  // From the top of one line to the top of the next: the leading, more if its letters are taller.
  double height(std::size_t line) const { return lines_[line].height; }
  double height() const;
  double width() const;  // of its longest line

  // Draws one line with its upper left corner at (x, y). With `tagged`, each piece is a Span or a Link of the
  // structure; else the whole stands in the element that is open.
  void draw(cairo_t* cairo, std::size_t line, double x, double y, bool tagged) const;
  // All of its lines.
  void draw(cairo_t* cairo, double x, double y) const;

  bool has_links() const;

 private:
  struct Line {
    PangoLayoutLine* line;  // the layout's
    double height, baseline;
    double indent;
  };
  struct Part {
    int end;  // offset of the first byte behind it
    Ink ink;
    std::string address;
  };
  const Part& part_at(int offset) const;

  Layout layout_;
  std::vector<Part> parts_;
  std::vector<Line> lines_;
};

}  // namespace ruban::press
