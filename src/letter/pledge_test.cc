// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/pledge.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace ruban::letter {
namespace {

using Cause = PledgeStanding::Cause;
using enum DemandState;

const Instant kDue = *parse_rfc3339("2018-10-31T23:59:00Z");
const Instant kBefore = kDue - std::chrono::seconds(1);

Pledge pledge(std::vector<int> when_refused = {}, std::optional<Instant> due = kDue) {
  return {{}, due, std::move(when_refused)};
}

TEST(PledgeDue, Its_date_makes_it_due_and_the_second_before_does_not) {
  EXPECT_EQ(pledge_due(pledge(), {{1, open}}, kBefore), (PledgeStanding{Cause::not_yet}));
  EXPECT_EQ(pledge_due(pledge(), {{1, open}}, kDue), (PledgeStanding{Cause::date_passed}));
  EXPECT_FALSE(pledge_due(pledge(), {{1, open}}, kBefore).due());
  EXPECT_TRUE(pledge_due(pledge(), {{1, open}}, kDue).due());
  EXPECT_TRUE(pledge_due(pledge(), {}, kDue).due());
}

TEST(PledgeDue, A_refused_or_broken_demand_makes_it_due_before_its_date) {
  for (const auto failed : {refused, broken}) {
    EXPECT_EQ(pledge_due(pledge(), {{1, met}, {2, failed}}, kBefore),
              (PledgeStanding{Cause::demand_failed, 2, failed}));
    EXPECT_EQ(pledge_due(pledge({}, {}), {{1, open}, {2, failed}}, kBefore),
              (PledgeStanding{Cause::demand_failed, 2, failed}));
  }
  for (const auto state : {open, promised, partly_met, stalled})
    EXPECT_FALSE(pledge_due(pledge(), {{1, met}, {2, state}}, kBefore).due());
}

TEST(PledgeDue, Only_the_demands_that_it_names_matter) {
  EXPECT_FALSE(pledge_due(pledge({1}), {{1, open}, {2, refused}}, kBefore).due());
  EXPECT_EQ(pledge_due(pledge({1, 3}), {{1, open}, {2, refused}, {3, broken}}, kBefore).demand, 3);
  EXPECT_TRUE(hangs_on(pledge({1, 3}), 3));
  EXPECT_FALSE(hangs_on(pledge({1, 3}), 2));
  EXPECT_TRUE(hangs_on(pledge(), 2));
}

TEST(PledgeDue, Nothing_is_owed_once_all_that_it_hangs_on_is_met) {
  EXPECT_EQ(pledge_due(pledge({1}), {{1, met}, {2, refused}}, kDue), (PledgeStanding{Cause::met}));
  EXPECT_EQ(pledge_due(pledge(), {{1, met}, {2, met}}, kDue), (PledgeStanding{Cause::met}));
  EXPECT_EQ(pledge_due(pledge(), {{1, met}, {2, partly_met}}, kDue), (PledgeStanding{Cause::date_passed}));
}

TEST(PledgeDue, Without_a_date_time_alone_never_makes_it_due) {
  EXPECT_EQ(pledge_due(pledge({}, {}), {{1, open}}, kDue + std::chrono::years(100)),
            (PledgeStanding{Cause::not_yet}));
}

RC_GTEST_PROP(PledgeDue, Time_never_undoes_it_and_a_failed_demand_always_makes_it, ()) {
  DemandStates demands;
  const auto count = *rc::gen::inRange(0, 5);
  for (int i = 1; i <= count; ++i)
    demands[i] = *rc::gen::elementOf(std::vector(kDemandStates.begin(), kDemandStates.end()));
  std::vector<int> named;
  for (int i = 1; i <= count; ++i) {
    if (*rc::gen::arbitrary<bool>()) named.push_back(i);
  }
  const auto it = pledge(named, *rc::gen::arbitrary<bool>() ? std::optional(kDue) : std::nullopt);
  const auto now = kDue + std::chrono::seconds(*rc::gen::inRange(-10, 10));
  const auto standing = pledge_due(it, demands, now);
  RC_ASSERT(!standing.due() || pledge_due(it, demands, now + std::chrono::hours(1)).due());
  bool failed = false;
  for (const auto& [number, state] : demands)
    failed = failed || (hangs_on(it, number) && (state == refused || state == broken));
  RC_ASSERT(failed == (standing.cause == Cause::demand_failed));
  RC_ASSERT(standing.demand.has_value() == failed);
}

}  // namespace
}  // namespace ruban::letter
