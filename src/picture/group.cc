// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/group.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace ruban::picture {
namespace {

bool are_close(const Region& a, const Region& b) {
  const int most = (std::min(a.width, b.width) + std::min(a.height, b.height)) / 10;
  const auto close = [most](int one, int other) { return std::abs(one - other) <= most; };
  return close(a.x, b.x) && close(a.y, b.y) && close(a.x + a.width, b.x + b.width) &&
         close(a.y + a.height, b.y + b.height);
}

Region around(const Region& a, const Region& b) {
  const int left = std::min(a.x, b.x), top = std::min(a.y, b.y);
  return {left, top, std::max(a.x + a.width, b.x + b.width) - left,
          std::max(a.y + a.height, b.y + b.height) - top};
}

std::int64_t area(const Region& region) { return std::int64_t{region.width} * region.height; }

bool are_one(const Region& a, const Region& b) {
  const auto width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
  const auto height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  return width > 0 && height > 0 && 2 * std::int64_t{width} * height >= std::min(area(a), area(b));
}

}  // namespace

std::vector<Region> grouped(std::span<const Region> windows, std::size_t least) {
  std::vector<std::size_t> parent(windows.size());
  std::iota(parent.begin(), parent.end(), 0);
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (std::size_t i = 0; i < windows.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (are_close(windows[i], windows[j])) parent[root(i)] = root(j);

  struct Sum {
    std::int64_t x = 0, y = 0, width = 0, height = 0;
    std::size_t count = 0;
  };
  std::vector<Sum> sums(windows.size());
  for (std::size_t i = 0; i < windows.size(); ++i) {
    auto& sum = sums[root(i)];
    sum.x += windows[i].x;
    sum.y += windows[i].y;
    sum.width += windows[i].width;
    sum.height += windows[i].height;
    ++sum.count;
  }
  std::vector<Region> out;
  for (const auto& sum : sums) {
    if (sum.count == 0 || sum.count < least) continue;
    const auto average = [&](std::int64_t of) {
      return static_cast<int>(of / static_cast<std::int64_t>(sum.count));
    };
    out.push_back({average(sum.x), average(sum.y), average(sum.width), average(sum.height)});
  }
  return out;
}

std::vector<Region> joined(std::vector<Region> regions) {
  for (bool changed = true; changed;) {
    changed = false;
    std::sort(regions.begin(), regions.end());
    for (std::size_t i = 0; i < regions.size(); ++i) {
      for (std::size_t j = regions.size(); j-- > i + 1;) {
        if (!are_one(regions[i], regions[j])) continue;
        regions[i] = around(regions[i], regions[j]);
        regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(j));
        changed = true;
      }
    }
  }
  while (regions.size() > kMostRegions) {
    const auto last = regions.back();
    regions.pop_back();
    regions.back() = around(regions.back(), last);
  }
  return regions;
}

}  // namespace ruban::picture
