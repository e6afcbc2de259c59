// SPDX-License-Identifier: AGPL-3.0-or-later
// A part of a picture that is to be hidden, and the list of them that organisers edit.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"

namespace ruban::picture {

inline constexpr std::size_t kMostRegions = 500;

// In pixels of the upright picture; x and y are its left upper corner. It may reach beyond the picture.
struct Region {
  int x = 0, y = 0, width = 0, height = 0;

  auto operator<=>(const Region&) const = default;
};

// What of it lies within a picture of this size; both sides are 0 if nothing does.
Region clamped(const Region& region, int width, int height);

// The list is text: "x y width height" a line, each line ended by a line feed; whole numbers up to 20,000
// without sign or leading zeros, one space between them, width and height at least 1; at most 500 lines. An
// empty text is an empty list. Nothing else is read: `field` of the error says which line is wrong.
Result<std::vector<Region>> parse_regions(std::string_view text);
std::string format_regions(std::span<const Region> regions);

}  // namespace ruban::picture
