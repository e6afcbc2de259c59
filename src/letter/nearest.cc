// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/nearest.h"

#include <algorithm>

namespace ruban::letter {
namespace {

constexpr std::size_t kLongestWord = 64;

char plain(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '-' ? '_' : c;
}

// Optimal string alignment distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  before = above;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = plain(a[i - 1]) == plain(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      const bool swapped =
          i > 1 && j > 1 && plain(a[i - 1]) == plain(b[j - 2]) && plain(a[i - 2]) == plain(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view written, const std::vector<std::string>& known) {
  if (written.size() > kLongestWord) return std::nullopt;
  std::optional<std::string> best;
  std::size_t least = std::max<std::size_t>(1, written.size() / 3) + 1;
  for (const auto& word : known) {
    const auto d = distance(written, word);
    if (d < least) {
      least = d;
      best = word;
    }
  }
  return best;
}

}  // namespace ruban::letter
