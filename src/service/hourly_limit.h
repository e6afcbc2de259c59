// SPDX-License-Identifier: AGPL-3.0-or-later
// HourlyLimit: how often somebody has asked for the same within this hour of the clock. In memory alone: no
// table is to tell who came back, or when.
#pragma once

#include <mutex>
#include <unordered_map>

#include "core/ids.h"
#include "core/time.h"

namespace ruban::service {

// For any thread. Of more than kMost in one hour, those that come last aren't counted.
class HourlyLimit {
 public:
  static constexpr std::size_t kMost = 100'000;
  explicit HourlyLimit(int times) : times_(times) {}

  bool allows(const Hash& what, Instant now);
  void count(const Hash& what, Instant now);

 private:
  void begin_hour(Instant now);
  const int times_;
  std::mutex mutex_;  // of what follows
  std::chrono::sys_time<std::chrono::hours> hour_{};
  std::unordered_map<Hash, int> counts_;
};

}  // namespace ruban::service
