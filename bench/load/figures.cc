// SPDX-License-Identifier: AGPL-3.0-or-later
#include "load/figures.h"

#include <algorithm>
#include <cmath>

namespace ruban::bench {

void Times::add(const Times& others) {
  seconds_.insert(seconds_.end(), others.seconds_.begin(), others.seconds_.end());
}

boost::json::object Times::json() const {
  if (seconds_.empty()) return {{"count", 0}};
  auto sorted = seconds_;
  std::sort(sorted.begin(), sorted.end());
  const auto at = [&](double share) {
    const auto rank = std::ceil(share * static_cast<double>(sorted.size()));
    return 1000 * sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
  };
  return {{"count", sorted.size()}, {"median_ms", at(0.5)}, {"p99_ms", at(0.99)}, {"max_ms", at(1)}};
}

}  // namespace ruban::bench
