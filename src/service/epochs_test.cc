// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/epochs.h"

#include <gtest/gtest.h>

#include "service/test_signer.h"

namespace ruban::service::test {
namespace {

store::Pooled waiting_for(const std::string& issuer, bool drop_if_few = false) {
  store::Pooled out;
  out.issuer = issuer;
  out.drop_if_few = drop_if_few;
  return out;
}

ledger::LetterEntry letter_of_threes() {
  ledger::LetterEntry out;
  out.min_batch = 3;
  out.epoch = std::chrono::hours(1);
  return out;
}

// Two classes don't hide each other: what is published says its issuer.
TEST(Epochs, The_smallest_batch_is_one_of_each_issuer) {
  std::vector<store::Pooled> waiting{waiting_for("nurse-email"), waiting_for("nurse-email"),
                                     waiting_for("doctor-email")};
  EXPECT_TRUE(ripen(letter_of_threes(), waiting, false).published.empty());
  waiting.push_back(waiting_for("nurse-email"));
  const auto ripe = ripen(letter_of_threes(), waiting, false);
  EXPECT_EQ(ripe.published.size(), 3U);
  for (const auto& one : ripe.published) EXPECT_EQ(one.issuer, "nurse-email");
}

TEST(Epochs, A_withdrawal_waits_for_no_others_and_counts_for_none) {
  const std::vector<store::Pooled> waiting{waiting_for(""), waiting_for(""), waiting_for("nurse-email")};
  const auto ripe = ripen(letter_of_threes(), waiting, false);
  ASSERT_EQ(ripe.published.size(), 2U);
  for (const auto& one : ripe.published) EXPECT_TRUE(one.withdraws());
}

TEST(Epochs, The_last_batch_takes_all_but_those_who_would_rather_be_dropped) {
  const auto ripe =
      ripen(letter_of_threes(), {waiting_for("nurse-email"), waiting_for("nurse-email", true)}, true);
  EXPECT_EQ(ripe.published.size(), 1U);
  EXPECT_EQ(ripe.dropped.size(), 1U);
}

class EpochsOfALetter : public ServiceTest {
 protected:
  LetterPointer letter_ = it.publish(folder());
  Epochs epochs_;
};

TEST_F(EpochsOfALetter, An_epoch_ends_with_its_time_or_with_a_thousand_that_wait) {
  const auto now = it.clock.at;
  EXPECT_FALSE(epochs_.has_ended(*letter_, 1000, now)) << "after a start the one that it is in goes on";
  EXPECT_FALSE(epochs_.has_ended(*letter_, 999, now));
  EXPECT_TRUE(epochs_.has_ended(*letter_, 1000, now));
  const auto end = end_of_epoch(letter_->entry, now);
  EXPECT_FALSE(epochs_.has_ended(*letter_, 0, end - std::chrono::seconds(1)));
  EXPECT_TRUE(epochs_.has_ended(*letter_, 0, end));
  epochs_.passed(*letter_, end);
  EXPECT_FALSE(epochs_.has_ended(*letter_, 0, end));
}

}  // namespace
}  // namespace ruban::service::test
