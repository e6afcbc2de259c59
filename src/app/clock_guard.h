// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether the clock of the machine moves as time does, or was set while the server ran.
#pragma once

#include <ctime>

#include "core/check.h"
#include "core/time.h"

namespace ruban::app {

// A clock that jumps ahead would date entries into a future that the record can't leave again, and let rows
// and keys be destroyed before their time. What can't be undone waits until the clock is right again, or
// until a new start, by which the operator says that it is. For any thread.
class ClockGuard {
 public:
  static constexpr std::chrono::minutes kMostAhead{5};

  // `since_boot` also runs while the machine sleeps, and nobody can set it.
  explicit ClockGuard(const Clock& clock, std::chrono::seconds (*since_boot)() = &boot_time)
      : clock_(clock), since_boot_(since_boot), began_(clock.now()), booted_(since_boot()) {}

  bool is_right() const { return clock_.now() - began_ <= since_boot_() - booted_ + kMostAhead; }

 private:
  static std::chrono::seconds boot_time() {
    std::timespec now{};
    CHECK(clock_gettime(CLOCK_BOOTTIME, &now) == 0);
    return std::chrono::seconds(now.tv_sec);
  }

  const Clock& clock_;
  std::chrono::seconds (*since_boot_)();
  Instant began_;
  std::chrono::seconds booted_;
};

}  // namespace ruban::app
