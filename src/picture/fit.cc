// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/fit.h"

#include <algorithm>

#include "core/check.h"

namespace ruban::picture {
namespace {

// Calls take(i, weight) for the old pixels that new pixel `n` covers, when `from` of them become `to`. The
// weights are lengths in units of 1/to of an old pixel, and add up to `from`.
template <class Take>
void covered(std::int64_t n, std::int64_t from, std::int64_t to, const Take& take) {
  const auto begin = n * from, end = begin + from;
  for (auto i = begin / to; i * to < end; ++i)
    take(i, static_cast<std::uint64_t>(std::min(end, (i + 1) * to) - std::max(begin, i * to)));
}

}  // namespace

Picture fitted(Picture picture, int longest) {
  CHECK(longest > 0);
  const std::int64_t from_width = picture.width(), from_height = picture.height();
  const auto side = std::max(from_width, from_height);
  if (side <= longest) return picture;
  const auto scaled = [&](std::int64_t length) {
    return std::max<std::int64_t>(1, (length * longest + side / 2) / side);
  };
  const auto width = scaled(from_width), height = scaled(from_height);
  const auto total = static_cast<std::uint64_t>(from_width * from_height);

  Picture out(static_cast<int>(width), static_cast<int>(height), picture.format());
  std::vector<std::uint64_t> sums(static_cast<std::size_t>(3 * width));
  for (std::int64_t y = 0; y < height; ++y) {
    std::fill(sums.begin(), sums.end(), 0);
    covered(y, from_height, height, [&](std::int64_t i, std::uint64_t across) {
      const auto* from = picture.row(static_cast<int>(i)).data();
      auto* sum = sums.data();
      for (std::int64_t x = 0; x < width; ++x, sum += 3) {
        covered(x, from_width, width, [&](std::int64_t j, std::uint64_t along) {
          for (std::ptrdiff_t c = 0; c < 3; ++c) sum[c] += across * along * from[3 * j + c];
        });
      }
    });
    const auto to = out.row(static_cast<int>(y));
    for (std::size_t i = 0; i < to.size(); ++i)
      to[i] = static_cast<std::uint8_t>((sums[i] + total / 2) / total);
  }
  return out;
}

}  // namespace ruban::picture
