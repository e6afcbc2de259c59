// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/clock_guard.h"

#include <gtest/gtest.h>

namespace ruban::app {
namespace {

using namespace std::chrono_literals;

struct SetClock final : Clock {
  Instant now() const override { return at; }
  Instant at{};
};

std::chrono::seconds since_boot{};

TEST(A_clock_guard, Believes_a_clock_that_moves_as_time_does_and_none_that_was_set_ahead) {
  SetClock clock;
  since_boot = 100s;
  const ClockGuard guard(clock, [] { return since_boot; });
  EXPECT_TRUE(guard.is_right());
  clock.at += 24h * 365;
  since_boot += 24h * 365;
  EXPECT_TRUE(guard.is_right());
  clock.at += ClockGuard::kMostAhead;
  EXPECT_TRUE(guard.is_right());
  clock.at += 1s;
  EXPECT_FALSE(guard.is_right());
  clock.at -= 2h;  // set right, or behind: the record's own time stands still then
  EXPECT_TRUE(guard.is_right());
}

TEST(A_clock_guard, Reads_the_time_since_the_machine_was_started) {
  const SetClock clock;
  EXPECT_TRUE(ClockGuard(clock).is_right());
}

}  // namespace
}  // namespace ruban::app
