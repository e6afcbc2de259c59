// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/anchors.h"

#include <algorithm>
#include <unordered_map>

namespace ruban::capture {
namespace {

constexpr int kMostRounds = 16;  // each costs as much as reading the blocks

struct Pair {
  std::size_t before = 0, after = 0;
};

class Search {
 public:
  Search(std::span<const Piece> a, std::span<const Piece> b) : a_(a), b_(b) {}

  void between(Pair begin, Pair end, int round) {
    while (begin.before < end.before && begin.after < end.after && a_[begin.before] == b_[begin.after])
      found_.push_back({begin.before++, begin.after++});
    while (begin.before < end.before && begin.after < end.after && a_[end.before - 1] == b_[end.after - 1])
      found_.push_back({--end.before, --end.after});
    if (begin.before == end.before || begin.after == end.after || round == kMostRounds) return;
    auto from = begin;
    const auto anchors = in_order(unique_pairs(begin, end));
    if (anchors.empty()) return;
    for (const auto& anchor : anchors) {
      between(from, anchor, round + 1);
      found_.push_back(anchor);
      from = {anchor.before + 1, anchor.after + 1};
    }
    between(from, end, round + 1);
  }

  std::vector<Shared> take() {
    std::ranges::sort(found_, {}, &Pair::before);
    std::vector<Shared> out;
    for (const auto& [before, after] : found_) out.push_back({before, after, 1});
    return out;
  }

 private:
  // The blocks that are there once on both sides, in the order of `a`.
  std::vector<Pair> unique_pairs(Pair begin, Pair end) const {
    struct Count {
      std::size_t before = 0, after = 0, place_after = 0;
    };
    std::unordered_map<Piece, Count> counts;
    for (auto i = begin.before; i < end.before; ++i) ++counts[a_[i]].before;
    for (auto i = begin.after; i < end.after; ++i) {
      const auto found = counts.find(b_[i]);
      if (found == counts.end()) continue;
      ++found->second.after;
      found->second.place_after = i;
    }
    std::vector<Pair> out;
    for (auto i = begin.before; i < end.before; ++i) {
      const auto& count = counts[a_[i]];
      if (count.before == 1 && count.after == 1) out.push_back({i, count.place_after});
    }
    return out;
  }

  // A longest part of them that is in the order of `b`, too.
  static std::vector<Pair> in_order(const std::vector<Pair>& pairs) {
    std::vector<std::size_t> ends;                // of the best chain of each length, its last pair
    std::vector<std::size_t> last(pairs.size());  // the one before it in its chain, plus one; 0: none
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto place =
          std::ranges::lower_bound(ends, pairs[i].after, {}, [&](std::size_t j) { return pairs[j].after; });
      last[i] = place == ends.begin() ? 0 : *(place - 1) + 1;
      if (place == ends.end()) {
        ends.push_back(i);
      } else {
        *place = i;
      }
    }
    std::vector<Pair> out;
    for (auto i = ends.empty() ? 0 : ends.back() + 1; i != 0; i = last[i - 1]) out.push_back(pairs[i - 1]);
    std::ranges::reverse(out);
    return out;
  }

  std::span<const Piece> a_, b_;
  std::vector<Pair> found_;
};

}  // namespace

std::vector<Shared> find_anchors(std::span<const Piece> before, std::span<const Piece> after) {
  Search search(before, after);
  search.between({0, 0}, {before.size(), after.size()}, 0);
  return search.take();
}

}  // namespace ruban::capture
