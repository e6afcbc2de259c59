// SPDX-License-Identifier: AGPL-3.0-or-later
// The contract of mail::Outbox as a store keeps it.
#include "store/contract/contract_test.h"

namespace ruban::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> recipients(const std::vector<mail::Queued>& mails) {
  std::vector<std::string> out;
  for (const auto& mail : mails) out.push_back(mail.recipient);
  return out;
}

mail::NewMail to(const std::string& recipient, std::int64_t expires = 1000) {
  return {recipient, "Subject: é\r\n\r\nText\r\n", at(expires)};
}

TEST_P(StoreContract, Mails_are_taken_by_their_time_and_are_then_on_lease) {
  auto& outbox = store_->outbox();
  outbox.put(to("late"), at(20));
  const auto early = outbox.put(to("early"), at(10));
  outbox.put(to("early too"), at(10));
  EXPECT_THAT(outbox.take_due(at(9), at(99), 10), IsEmpty());
  EXPECT_THAT(recipients(outbox.take_due(at(20), at(100), 2)), ElementsAre("early", "early too"));
  EXPECT_THAT(recipients(outbox.take_due(at(20), at(100), 2)), ElementsAre("late"));
  EXPECT_THAT(outbox.take_due(at(99), at(200), 9), IsEmpty());
  outbox.mark_sent(early);
  reopen();
  const auto again = store_->outbox().take_due(at(100), at(200), 9);
  ASSERT_THAT(recipients(again), ElementsAre("early too", "late"));
  EXPECT_EQ(again[0].tries, 0);
  EXPECT_EQ(again[0].put, at(10));
  EXPECT_EQ(again[0].not_before, at(10));
  EXPECT_EQ(again[0].message, "Subject: é\r\n\r\nText\r\n");
}

TEST_P(StoreContract, What_a_killed_node_had_on_lease_is_due_again_at_its_next_start) {
  auto& outbox = store_->outbox();
  outbox.put(to("taken"), at(10));
  const auto later = outbox.put(to("put off"), at(10));
  (void)outbox.take_due(at(10), at(600), 9);
  outbox.mark_retry(later, at(50));
  reopen();
  store_->outbox().reclaim();
  EXPECT_THAT(recipients(store_->outbox().take_due(at(11), at(600), 9)), ElementsAre("taken"));
  EXPECT_THAT(recipients(store_->outbox().take_due(at(50), at(600), 9)), ElementsAre("put off"));
}

TEST_P(StoreContract, A_mail_put_off_waits_and_counts_a_try_and_one_given_back_doesnt) {
  auto& outbox = store_->outbox();
  const auto id = outbox.put(to("a"), at(0));
  (void)outbox.take_due(at(0), at(500), 1);
  outbox.mark_retry(id, at(60));
  EXPECT_THAT(outbox.take_due(at(59), at(500), 1), IsEmpty());
  auto taken = outbox.take_due(at(60), at(500), 1);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].tries, 1);
  EXPECT_EQ(taken[0].put, at(0));
  EXPECT_EQ(taken[0].not_before, at(60));
  outbox.give_back(id, at(70));
  EXPECT_THAT(outbox.take_due(at(69), at(500), 1), IsEmpty());
  taken = outbox.take_due(at(70), at(500), 1);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].tries, 1);
}

TEST_P(StoreContract, Sent_and_refused_mails_are_gone_and_strangers_are_passed_over) {
  auto& outbox = store_->outbox();
  const auto sent = outbox.put(to("sent"), at(0));
  const auto refused = outbox.put(to("refused"), at(0));
  outbox.mark_sent(sent);
  outbox.mark_refused(refused);
  for (const auto id : {sent, refused}) {
    outbox.mark_sent(id);
    outbox.mark_refused(id);
    outbox.mark_retry(id, at(1));
    outbox.give_back(id, at(1));
  }
  EXPECT_THAT(outbox.take_due(at(100), at(200), 9), IsEmpty());
  EXPECT_NE(outbox.put(to("next"), at(0)), refused);  // a number isn't used twice
}

TEST_P(StoreContract, Expired_mails_are_neither_taken_nor_kept) {
  auto& outbox = store_->outbox();
  outbox.put(to("short", 50), at(0));
  outbox.put(to("leased", 60), at(0));
  outbox.put(to("long", 100), at(0));
  EXPECT_EQ(outbox.take_due(at(49), at(900), 2).size(), 2u);
  EXPECT_EQ(outbox.drop_expired(at(49)), 0u);
  EXPECT_EQ(outbox.drop_expired(at(60)), 2u);
  EXPECT_EQ(outbox.drop_expired(at(60)), 0u);
  EXPECT_THAT(recipients(outbox.take_due(at(99), at(900), 9)), ElementsAre("long"));
  EXPECT_THAT(outbox.take_due(at(901), at(902), 9), IsEmpty());
}

TEST_P(StoreContract, The_queue_stands_since_its_oldest_untried_mail) {
  auto& outbox = store_->outbox();
  EXPECT_FALSE(outbox.oldest_untried());
  const auto first = outbox.put(to("first"), at(10));
  outbox.put(to("second"), at(20));
  (void)outbox.take_due(at(30), at(500), 1);
  EXPECT_EQ(outbox.oldest_untried(), at(10));  // on lease or not
  outbox.give_back(first, at(40));
  EXPECT_EQ(outbox.oldest_untried(), at(10));
  outbox.mark_retry(first, at(50));
  EXPECT_EQ(outbox.oldest_untried(), at(20));
}

}  // namespace
}  // namespace ruban::store
