// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/hide.h"

#include <algorithm>
#include <array>

namespace ruban::picture {
namespace {

// A blur alone is a linear map with a known kernel: what it did can be undone far enough to know a face
// again, and fine squares have been matched with faces by programs that were trained on it. What is thrown
// away can't be: a region is cut into so few cells, and their averages are told so coarsely (9 × 3 numbers of
// 4 bits), that they are no face any more; and what is drawn is made of these numbers alone. The blur comes
// last and is for the eye.
constexpr int kBlock = 16;
constexpr int kMostCells = 3;
constexpr int kLeastCell = 8;
constexpr int kLevel = 17;  // 0, 17, … 255: 16 levels

struct Cells {
  int across, down;
  std::array<std::array<std::array<int, 3>, kMostCells>, kMostCells> rows;  // of levels, red to blue

  std::array<int, 3>& at(int column, int row) {
    return rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
  }
  int at(int column, int row, std::size_t channel) const {
    return rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)][channel];
  }
};

int begin_of(int cell, int cells, int length) { return cell * length / cells; }

int rounded_to_level(std::int64_t sum, std::int64_t count) {
  const auto step = std::int64_t{kLevel} * count;
  return static_cast<int>((2 * sum + step) / (2 * step)) * kLevel;
}

Cells cells_of(const Picture& picture, const Region& part) {
  const auto number = [](int length) { return std::clamp(length / kLeastCell, 1, kMostCells); };
  Cells out{number(part.width), number(part.height), {}};
  for (int row = 0; row < out.down; ++row) {
    for (int column = 0; column < out.across; ++column) {
      const int left = part.x + begin_of(column, out.across, part.width);
      const int right = part.x + begin_of(column + 1, out.across, part.width);
      const int top = part.y + begin_of(row, out.down, part.height);
      const int bottom = part.y + begin_of(row + 1, out.down, part.height);
      std::array<std::int64_t, 3> sums{};
      for (int y = top; y < bottom; ++y) {
        const auto* from = picture.at(left, y);
        for (int x = left; x < right; ++x)
          for (auto& sum : sums) sum += *from++;
      }
      const auto count = std::int64_t{right - left} * (bottom - top);
      for (std::size_t c = 0; c < 3; ++c) out.at(column, row)[c] = rounded_to_level(sums[c], count);
    }
  }
  return out;
}

// Where a pixel lies between the middles of two cells: the first of them, and how far on in 1/(2 × length).
struct Between {
  int cell, next;
  std::int64_t far, whole;
};

Between between(int at, int length, int cells) {
  const std::int64_t whole = 2 * std::int64_t{length};
  // Middles are at (cell + ½) × length / cells, the pixel's at at + ½; in units of length / cells / whole.
  const auto position =
      std::clamp<std::int64_t>((2 * std::int64_t{at} + 1) * cells - length, 0, whole * (cells - 1));
  const int cell = static_cast<int>(position / whole);
  return {cell, std::min(cell + 1, cells - 1), position % whole, whole};
}

void draw(const Cells& cells, const Region& part, Picture& picture) {
  for (int y = 0; y < part.height; ++y) {
    const auto down = between(y, part.height, cells.down);
    auto* to = picture.at(part.x, part.y + y);
    for (int x = 0; x < part.width; ++x) {
      const auto across = between(x, part.width, cells.across);
      for (std::size_t c = 0; c < 3; ++c) {
        const auto along = [&](int row) {
          return cells.at(across.cell, row, c) * (across.whole - across.far) +
                 cells.at(across.next, row, c) * across.far;
        };
        const auto sum = along(down.cell) * (down.whole - down.far) + along(down.next) * down.far;
        *to++ = static_cast<std::uint8_t>(sum / (across.whole * down.whole));
      }
    }
  }
}

void cover(Picture& picture, const Region& part) {
  if (part.width == 0) return;
  // Of a few pixels the average would be the pixels.
  if (part.width < kLeastCell || part.height < kLeastCell) {
    Cells grey{1, 1, {}};
    grey.at(0, 0) = {119, 119, 119};
    draw(grey, part, picture);
    return;
  }
  draw(cells_of(picture, part), part, picture);
}

}  // namespace

Region covered_by(const Region& region, int width, int height) {
  const auto inner = clamped(region, width, height);
  if (inner.width == 0) return inner;
  const int more_x = region.width / 4 + 1, more_y = region.height / 4 + 1;
  const auto down = [](int at) { return std::max(0, at) / kBlock * kBlock; };
  const auto up = [](int at) { return (at + kBlock - 1) / kBlock * kBlock; };
  const int left = down(inner.x - more_x), top = down(inner.y - more_y);
  const int right = up(inner.x + inner.width + more_x), bottom = up(inner.y + inner.height + more_y);
  return clamped({left, top, right - left, bottom - top}, width, height);
}

Picture hide(Picture picture, std::span<const Region> regions) {
  std::vector<Region> sorted(regions.begin(), regions.end());
  std::sort(sorted.begin(), sorted.end());
  for (const auto& region : sorted) cover(picture, covered_by(region, picture.width(), picture.height()));
  return picture;
}

}  // namespace ruban::picture
