// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/hourly_limit.h"

#include <gtest/gtest.h>

namespace ruban::service {
namespace {

using namespace std::chrono_literals;

TEST(HourlyLimit, Counts_each_by_itself_until_the_hour_is_over) {
  HourlyLimit limit(2);
  const Instant begin = *parse_rfc3339("2018-06-19T14:59:00Z");
  const Hash one, other = *Hash::from(Bytes(32, 1));
  limit.count(one, begin);
  EXPECT_TRUE(limit.allows(one, begin));
  limit.count(one, begin + 59s);
  EXPECT_FALSE(limit.allows(one, begin + 59s));
  EXPECT_TRUE(limit.allows(other, begin + 59s));
  EXPECT_TRUE(limit.allows(one, begin + 60s));
}

TEST(HourlyLimit, Holds_no_more_than_it_has_room_for) {
  HourlyLimit limit(1);
  const Instant now = *parse_rfc3339("2018-06-19T14:00:00Z");
  Hash what;
  for (std::size_t i = 0; i <= HourlyLimit::kMost; ++i) {
    what.bytes[0] = static_cast<std::uint8_t>(i);
    what.bytes[1] = static_cast<std::uint8_t>(i >> 8);
    what.bytes[2] = static_cast<std::uint8_t>(i >> 16);
    limit.count(what, now);
  }
  EXPECT_TRUE(limit.allows(what, now));
  EXPECT_FALSE(limit.allows(Hash(), now));
}

}  // namespace
}  // namespace ruban::service
