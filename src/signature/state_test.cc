// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/state.h"

#include <gtest/gtest.h>

#include <map>

namespace ruban::signature {
namespace {

constexpr State kStates[] = {State::pending, State::held, State::valid, State::withdrawn, State::taken_down};
constexpr Act kActs[] = {Act::hold, Act::release, Act::sequence, Act::withdraw, Act::take_down};

TEST(State, Only_the_drawn_arrows_can_be_walked) {
  const std::map<std::pair<State, Act>, State> arrows = {
      {{State::pending, Act::hold}, State::held},
      {{State::held, Act::release}, State::pending},
      {{State::pending, Act::sequence}, State::valid},
      {{State::valid, Act::withdraw}, State::withdrawn},
      {{State::valid, Act::take_down}, State::taken_down},
      {{State::taken_down, Act::withdraw}, State::withdrawn},
  };
  for (const auto state : kStates) {
    for (const auto act : kActs) {
      const auto next = after(state, act);
      const auto arrow = arrows.find({state, act});
      ASSERT_EQ(next.has_value(), arrow != arrows.end()) << to_text(state);
      if (next) {
        EXPECT_EQ(*next, arrow->second);
      } else {
        EXPECT_EQ(next.error().kind, Kind::conflict);
      }
    }
  }
}

TEST(State, Who_is_withdrawn_and_taken_down_counts_as_withdrawn) {
  EXPECT_EQ(after(after(State::valid, Act::take_down).value(), Act::withdraw).value(), State::withdrawn);
  EXPECT_FALSE(after(State::withdrawn, Act::take_down));
}

TEST(State, What_is_in_the_record_is_never_dropped_and_only_the_valid_count) {
  for (const auto state : kStates) {
    const bool in_record = state != State::pending && state != State::held;
    EXPECT_EQ(can_be_dropped(state), !in_record);
    EXPECT_EQ(is_counted(state), state == State::valid);
  }
}

TEST(State, Each_is_written_with_its_word_and_read_again) {
  for (const auto state : kStates) EXPECT_EQ(parse_state(to_text(state)).value(), state);
  EXPECT_EQ(to_text(State::taken_down), "taken_down");
  EXPECT_FALSE(parse_state("Valid"));
  EXPECT_FALSE(parse_state(""));
}

}  // namespace
}  // namespace ruban::signature
