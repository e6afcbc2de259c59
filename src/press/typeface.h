// SPDX-License-Identifier: AGPL-3.0-or-later
// Typefaces: which of the machine's fonts a printed letter is set in, and how its parts look.
#pragma once

#include "i18n/lang.h"
#include "press/pango_handles.h"

namespace ruban::press {

enum class Face { serif, sans, mono };
enum class Ink { black, soft, accent, warning };

// Sizes in points of 1/72 inch; `leading` is the distance from line to line.
struct Style {
  Face face = Face::serif;
  double size = 11, leading = 16;
  bool bold = false, italic = false;
  Ink ink = Ink::black;
  bool operator==(const Style&) const = default;
};

// The machine's fonts without those made of coloured pictures, which neither print nor can be searched, and
// without one whose lines are too tall to stand among others. What a face lacks comes from any other font;
// what no font has is drawn as a box that holds its code point.
class Typefaces {
 public:
  explicit Typefaces(i18n::Lang lang);
  PangoContext* context() const { return context_.get(); }
  static Font font(const Style& style);

 private:
  FontMap map_;
  TextContext context_;
};

void set_ink(cairo_t* cairo, Ink ink);
// Between parts of a page.
void hairline(cairo_t* cairo, double left, double right, double y);

}  // namespace ruban::press
