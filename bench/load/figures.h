// SPDX-License-Identifier: AGPL-3.0-or-later
// Times that were taken, and what is said of them: median, 99th percentile, longest.
#pragma once

#include <boost/json.hpp>
#include <chrono>
#include <vector>

namespace ruban::bench {

using Steady = std::chrono::steady_clock;

// In seconds; for one thread.
class Times {
 public:
  void add(Steady::duration time) { seconds_.push_back(std::chrono::duration<double>(time).count()); }
  void add(const Times& others);
  std::size_t size() const { return seconds_.size(); }
  // {"count", "median_ms", "p99_ms", "max_ms"}; only the count if there is none.
  boost::json::object json() const;

 private:
  std::vector<double> seconds_;
};

}  // namespace ruban::bench
