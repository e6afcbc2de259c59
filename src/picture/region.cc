// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/region.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "picture/picture.h"

namespace ruban::picture {
namespace {

// A number of the list, which ends with `after`; both are taken from `line`.
std::optional<int> take_number(std::string_view& line, char after) {
  const auto end = line.find(after);
  if (end == std::string_view::npos) return {};
  const auto digits = line.substr(0, end);
  int number = -1;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  if (!whole || digits[0] == '-' || (digits[0] == '0' && digits.size() > 1) || number > kMostSide) return {};
  line.remove_prefix(end + 1);
  return number;
}

std::optional<Region> take_region(std::string_view& text) {
  const auto x = take_number(text, ' ');
  const auto y = x ? take_number(text, ' ') : x;
  const auto width = y ? take_number(text, ' ') : y;
  const auto height = width ? take_number(text, '\n') : width;
  if (!height || *width == 0 || *height == 0) return {};
  return Region{*x, *y, *width, *height};
}

}  // namespace

Region clamped(const Region& region, int width, int height) {
  const auto within = [](std::int64_t at, int side) {
    return static_cast<int>(std::clamp<std::int64_t>(at, 0, side));
  };
  const int left = within(region.x, width), top = within(region.y, height);
  const int right = within(std::int64_t{region.x} + region.width, width);
  const int bottom = within(std::int64_t{region.y} + region.height, height);
  if (right <= left || bottom <= top) return {left, top, 0, 0};
  return {left, top, right - left, bottom - top};
}

Result<std::vector<Region>> parse_regions(std::string_view text) {
  std::vector<Region> out;
  while (!text.empty()) {
    if (out.size() == kMostRegions)
      return fail(Kind::too_large,
                  "At most 500 parts of a picture can be hidden. Hide larger parts instead.");
    const auto region = take_region(text);
    if (!region)
      return fail(Kind::invalid,
                  "Each line says what to hide as “x y width height”: four whole numbers of pixels, with one "
                  "space between them.",
                  fmt::format("line {}", out.size() + 1));
    out.push_back(*region);
  }
  return out;
}

std::string format_regions(std::span<const Region> regions) {
  std::string out;
  for (const auto& region : regions)
    out += fmt::format("{} {} {} {}\n", region.x, region.y, region.width, region.height);
  return out;
}

}  // namespace ruban::picture
