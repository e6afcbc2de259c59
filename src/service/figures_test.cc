// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/figures.h"

#include "service/end_letter.h"
#include "service/test_instance.h"

namespace ruban::service::test {
namespace {

class LetterFigures : public ServiceTest {
 protected:
  Figures read() {
    return read_figures(it.instance(), *letter_, *it.store().record().published_checkpoint());
  }
  EntryIndex sign_at(Instant at, const std::string& email) {
    it.clock.at = at;
    const auto visit = it.signed_visit(*letter_, email);
    it.sequence();
    return it.index_of(*letter_, visit);
  }

  LetterPointer letter_ = it.publish(folder());
  const Instant begin_ = it.clock.at;
};

TEST_F(LetterFigures, The_curve_goes_from_the_opening_to_the_present) {
  const auto nothing = read();
  ASSERT_FALSE(nothing.curve.empty());
  EXPECT_EQ(nothing.curve.back().classes.at(1).named, 0U);
  EXPECT_TRUE(nothing.first_day.empty());

  sign_at(begin_ + 30min, "a@example.org");
  sign_at(begin_ + 5h, "b@example.org");
  const auto hours = read();
  EXPECT_EQ(hours.curve.front().at, std::max(letter_->entry.opens, letter_->row.published));
  EXPECT_LE(hours.curve.size(), kMostCurvePoints + 1);
  for (std::size_t i = 1; i < hours.curve.size(); ++i) {
    const auto& [at, classes] = hours.curve[i];
    EXPECT_GT(at, hours.curve[i - 1].at);
    EXPECT_EQ(classes.at(1).named, at < begin_ + 30min ? 0U : at < begin_ + 5h ? 1U : 2U);
    EXPECT_EQ(classes.at(0).named, 0U);
  }
  EXPECT_EQ(hours.curve.back().classes, hours.now.classes);
}

TEST_F(LetterFigures, The_pace_is_known_after_a_day) {
  sign_at(begin_ + 1h, "a@example.org");
  sign_at(begin_ + 2h, "b@example.org");
  sign_at(begin_ + 50h, "c@example.org");
  const auto read_now = read();
  EXPECT_EQ(read_now.first_day, (std::vector<std::uint64_t>{0, 2}));
  EXPECT_EQ(read_now.last_day, (std::vector<std::uint64_t>{0, 1}));
}

TEST_F(LetterFigures, Removals_are_told_by_their_reason) {
  const auto first = sign_at(begin_ + 1h, "a@example.org");
  const auto second = sign_at(begin_ + 2h, "b@example.org");
  must(take_down(it.instance(), *letter_, first, ledger::TakedownReason::court));
  must(take_down(it.instance(), *letter_, second, ledger::TakedownReason::abuse));
  it.sequence();
  EXPECT_EQ(read().takedowns, (std::map<ledger::TakedownReason, std::uint64_t>{
                                  {ledger::TakedownReason::court, 1}, {ledger::TakedownReason::abuse, 1}}));
  EXPECT_EQ(read().now.classes.at(1).taken_down, 2U);
}

TEST_F(LetterFigures, Years_make_no_more_points) {
  sign_at(begin_ + 24h * 3650, "a@example.org");
  EXPECT_LE(read().curve.size(), kMostCurvePoints + 1);
}

}  // namespace
}  // namespace ruban::service::test
