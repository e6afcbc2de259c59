// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/hourly_limit.h"

namespace ruban::service {

void HourlyLimit::begin_hour(Instant now) {
  const auto hour = std::chrono::floor<std::chrono::hours>(now);
  if (hour == hour_) return;
  hour_ = hour;
  counts_.clear();
}

bool HourlyLimit::allows(const Hash& what, Instant now) {
  std::lock_guard lock(mutex_);
  begin_hour(now);
  const auto found = counts_.find(what);
  return found == counts_.end() || found->second < times_;
}

void HourlyLimit::count(const Hash& what, Instant now) {
  std::lock_guard lock(mutex_);
  begin_hour(now);
  if (counts_.size() < kMost || counts_.contains(what)) ++counts_[what];
}

}  // namespace ruban::service
