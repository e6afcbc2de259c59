// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/badge.h"

#include <fmt/format.h>

#include "press/xml.h"

namespace ruban::press {
namespace {

constexpr double kRingRoom = 30, kMargin = 10;

// Latin letters of a sans-serif at 13 px take some 7 px, ideographs twice as much.
double width_of(std::string_view text) {
  double width = 0;
  for (const unsigned char c : text) {
    if (c < 0x80 || (c >= 0xC0 && c < 0xE0)) width += 7.2;
    if (c >= 0xE0) width += 13;
  }
  return width;
}

}  // namespace

std::string badge_svg(const Badge& badge) {
  std::string text;
  for (const auto& count : badge.counts) {
    if (!text.empty()) text += " · ";
    text += count;
  }
  const auto room = width_of(text);
  // textLength holds the guess true in whatever font there is.
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0:.0f}" height="28" viewBox="0 0 {0:.0f} 28" role="img" )"
      R"(aria-label="{1}"><title>{1}</title><rect x=".5" y=".5" width="{2:.0f}" height="27" rx="3" fill="#fbf9f3" )"
      R"(stroke="#d8d1c3"/><circle cx="16" cy="14" r="7" fill="none" stroke="#0b4d55" stroke-width="3.2" )"
      R"(stroke-dasharray="2.2 1.465"/><text x="{3}" y="18.5" font-family="system-ui,sans-serif" font-size="13" )"
      R"(fill="#1d1b17" textLength="{4:.0f}" lengthAdjust="spacingAndGlyphs">{5}</text></svg>)",
      kRingRoom + room + kMargin, escape(badge.title), kRingRoom + room + kMargin - 1, kRingRoom, room,
      escape(text));
}

}  // namespace ruban::press
