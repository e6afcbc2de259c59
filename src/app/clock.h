// SPDX-License-Identifier: AGPL-3.0-or-later
// The machine's clock, and one that a story sets.
#pragma once

#include <atomic>

#include "core/time.h"

namespace ruban::app {

class SystemClock final : public Clock {
 public:
  Instant now() const override {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
};

// Stands still where it was set, until it is let go: then it is the machine's. For any thread.
class StoryClock final : public Clock {
 public:
  Instant now() const override {
    const auto at = at_.load();
    return at == kLetGo ? system_.now() : Instant(std::chrono::seconds(at));
  }
  void set(Instant at) { at_ = at.time_since_epoch().count(); }
  void let_go() { at_ = kLetGo; }

 private:
  static constexpr std::int64_t kLetGo = INT64_MIN;
  SystemClock system_;
  std::atomic<std::int64_t> at_ = kLetGo;
};

}  // namespace ruban::app
