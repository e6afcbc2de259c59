// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/grey.h"

#include <algorithm>
#include <cmath>

namespace ruban::picture {
namespace {

Grey blank(int width, int height) {
  return {width, height, Bytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
}

// Which two of the old pixels a new one lies between, and the weight of the second in 1/256.
struct Mix {
  int first, second;
  std::uint32_t weight;
};

std::vector<Mix> mixes(int from, int to) {
  std::vector<Mix> out;
  const double scale = static_cast<double>(from) / to;
  for (int i = 0; i < to; ++i) {
    const double at = std::clamp((i + 0.5) * scale - 0.5, 0.0, static_cast<double>(from - 1));
    const int first = static_cast<int>(at);
    out.push_back(
        {first, std::min(first + 1, from - 1), static_cast<std::uint32_t>(std::lrint((at - first) * 256))});
  }
  return out;
}

}  // namespace

Grey grey_of(const Picture& picture) {
  auto out = blank(picture.width(), picture.height());
  for (int y = 0; y < out.height; ++y) {
    const auto* from = picture.row(y).data();
    auto* to = out.row(y);
    for (int x = 0; x < out.width; ++x, from += 3)
      to[x] = static_cast<std::uint8_t>((from[0] * 4899 + from[1] * 9617 + from[2] * 1868 + 8192) >> 14);
  }
  return out;
}

Grey resized(const Grey& from, int width, int height) {
  auto out = blank(width, height);
  const auto across = mixes(from.width, width), down = mixes(from.height, height);
  const auto line = [&](int y, std::vector<std::uint32_t>& to) {
    const auto* pixels = from.row(y);
    for (std::size_t x = 0; x < to.size(); ++x)
      to[x] =
          pixels[across[x].first] * (256 - across[x].weight) + pixels[across[x].second] * across[x].weight;
  };
  std::vector<std::uint32_t> upper(static_cast<std::size_t>(width)), lower(upper.size());
  for (int y = 0; y < height; ++y) {
    const auto& mix = down[static_cast<std::size_t>(y)];
    line(mix.first, upper);
    line(mix.second, lower);
    auto* to = out.row(y);
    for (std::size_t x = 0; x < upper.size(); ++x)
      to[x] =
          static_cast<std::uint8_t>((upper[x] * (256 - mix.weight) + lower[x] * mix.weight + 32768) >> 16);
  }
  return out;
}

Grey mirrored(const Grey& from) {
  auto out = from;
  for (int y = 0; y < out.height; ++y) std::reverse(out.row(y), out.row(y) + out.width);
  return out;
}

}  // namespace ruban::picture
