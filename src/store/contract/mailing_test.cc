// SPDX-License-Identifier: AGPL-3.0-or-later
// The contract of mailings: everybody once, whatever happens in between.
#include <algorithm>
#include <atomic>
#include <set>

#include "store/contract/contract_test.h"

namespace ruban::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kLife = std::int64_t{3} * 86400;

void subscribe(Store& store, const LetterId& letter, int people) {
  for (int i = 0; i < people; ++i)
    store.visits().subscribe(letter, "person" + std::to_string(i) + "@example.org", i % 2 ? "fr" : "en");
}

std::vector<NewsMail> mails_to(const std::vector<Subscriber>& subscribers) {
  std::vector<NewsMail> out;
  for (const auto& one : subscribers)
    out.push_back({one.tag, {one.address, "News for " + one.address, at(kLife)}});
  return out;
}

Mailing only(Store& store) {
  const auto all = store.mailings().unfinished(9);
  if (all.size() != 1) throw std::runtime_error("not one mailing");
  return all.front();
}

// One batch of so many; how many it was.
std::size_t queue(Store& store, std::size_t many, std::int64_t from = 0) {
  const auto mailing = only(store);
  const auto next = store.mailings().next(mailing.letter, mailing.after, many);
  EXPECT_TRUE(store.mailings().queue(mailing, mails_to(next), at(from), 20));
  return next.size();
}

// Taken, and due again at once.
std::vector<mail::Queued> due(Store& store, std::int64_t now = 1000) {
  return store.outbox().take_due(at(now), at(now), 10'000);
}

MailingFigures figures(Store& store, const LetterId& letter) {
  return store.mailings().figures(letter).at(0);
}

TEST_P(StoreContract, The_same_thing_is_told_once) {
  const auto letter = random_.fixed<LetterId>();
  auto& mailings = store_->mailings();
  EXPECT_TRUE(mailings.begin(letter, Topic::update, 1));
  EXPECT_FALSE(mailings.begin(letter, Topic::update, 1));
  EXPECT_TRUE(mailings.begin(letter, Topic::update, 2));
  EXPECT_TRUE(mailings.begin(letter, Topic::pledge, 0));
  EXPECT_TRUE(mailings.begin(random_.fixed<LetterId>(), Topic::update, 1));
  reopen();
  EXPECT_FALSE(store_->mailings().begin(letter, Topic::pledge, 0));
  EXPECT_THAT(store_->mailings().unfinished(9), SizeIs(4));
  EXPECT_THAT(store_->mailings().figures(letter), SizeIs(3));
}

TEST_P(StoreContract, What_a_letters_transaction_begins_goes_with_it) {
  const auto letter = scribe().open_letter("letter");
  const auto begin = [&](bool fails) {
    return store_->signatures().in_letter(letter, [&](LetterTransaction& tx) -> Result<void> {
      EXPECT_TRUE(tx.begin_mailing(Topic::update, 1));
      if (fails) return fail(Kind::invalid, "No.");
      return {};
    });
  };
  EXPECT_FALSE(begin(true));
  EXPECT_THAT(store_->mailings().unfinished(9), IsEmpty());
  EXPECT_TRUE(begin(false));
  EXPECT_EQ(only(*store_).letter, letter);
}

TEST_P(StoreContract, Every_subscriber_of_the_letter_gets_one_mail_however_often_the_store_is_closed) {
  const auto letter = random_.fixed<LetterId>();
  subscribe(*store_, letter, 25);
  store_->visits().subscribe(random_.fixed<LetterId>(), "another@example.org", "en");
  store_->mailings().begin(letter, Topic::update, 1);
  std::multiset<std::string> told;
  for (std::size_t many = 1; many > 0;) {
    many = queue(*store_, 7);
    reopen();
    for (const auto& mail : due(*store_)) {
      told.insert(mail.recipient);
      store_->outbox().mark_sent(mail.id);
    }
  }
  EXPECT_THAT(told, SizeIs(25));
  EXPECT_THAT(std::set<std::string>(told.begin(), told.end()), SizeIs(25));
  EXPECT_EQ(told.count("another@example.org"), 0u);
  EXPECT_THAT(store_->mailings().unfinished(9), IsEmpty());
  EXPECT_EQ(figures(*store_, letter).sent, 25u);
}

TEST_P(StoreContract, Of_two_that_queue_the_same_batch_one_does) {
  const auto letter = random_.fixed<LetterId>();
  subscribe(*store_, letter, 5);
  store_->mailings().begin(letter, Topic::update, 1);
  const auto mailing = only(*store_);
  const auto mails = mails_to(store_->mailings().next(mailing.letter, mailing.after, 3));
  std::atomic<int> queued = 0;
  at_once(4, [&](std::size_t) { queued += store_->mailings().queue(mailing, mails, at(0), 20) ? 1 : 0; });
  EXPECT_EQ(queued, 1);
  EXPECT_THAT(due(*store_), SizeIs(3));
  EXPECT_THAT(store_->mailings().next(letter, only(*store_).after, 9), SizeIs(2));
}

TEST_P(StoreContract, Mails_leave_in_the_order_of_tags_and_not_all_at_once) {
  const auto letter = random_.fixed<LetterId>();
  subscribe(*store_, letter, 50);
  store_->mailings().begin(letter, Topic::update, 1);
  EXPECT_EQ(queue(*store_, 50, 100), 50u);
  EXPECT_THAT(due(*store_, 99), IsEmpty());
  EXPECT_THAT(due(*store_, 100), SizeIs(20));
  EXPECT_THAT(due(*store_, 101), SizeIs(40));
  EXPECT_EQ(only(*store_).due, at(102));
  EXPECT_EQ(only(*store_).untried, 50u);
  std::vector<std::string> order;
  for (const auto& mail : due(*store_, 200)) order.push_back(mail.recipient);
  auto sorted = order;
  std::ranges::sort(sorted);
  EXPECT_NE(order, sorted);
  const auto subscribers = store_->mailings().next(letter, {}, 50);
  EXPECT_TRUE(std::ranges::is_sorted(subscribers, {}, &Subscriber::tag));
}

TEST_P(StoreContract, Who_unsubscribes_is_forgotten_with_the_mails_that_wait) {
  const auto letter = random_.fixed<LetterId>();
  subscribe(*store_, letter, 3);
  store_->mailings().begin(letter, Topic::update, 1);
  const auto mailing = only(*store_);
  const auto all = store_->mailings().next(mailing.letter, mailing.after, 9);
  auto& outbox = store_->outbox();
  outbox.put({all[0].address, "Your code", at(1000)}, at(0));
  ASSERT_TRUE(store_->mailings().unsubscribe(letter, all[1].tag));
  // One that left after the batch was read, one after it was queued.
  ASSERT_TRUE(store_->mailings().queue(mailing, mails_to(all), at(0), 20));
  ASSERT_TRUE(store_->mailings().unsubscribe(letter, all[0].tag));
  EXPECT_FALSE(store_->mailings().unsubscribe(letter, all[0].tag));
  EXPECT_FALSE(store_->mailings().unsubscribe(random_.fixed<LetterId>(), all[2].tag));
  std::vector<std::string> messages;
  for (const auto& mail : due(*store_, 500)) messages.push_back(mail.message);
  EXPECT_THAT(messages, ElementsAre("Your code", "News for " + all[2].address));
  EXPECT_THAT(store_->mailings().next(mailing.letter, mailing.after, 9), SizeIs(1));
  EXPECT_TRUE(store_->scrub());
  close();
  const auto bytes = driver_->stored_bytes();
  EXPECT_EQ(bytes.find(all[1].address), std::string::npos);
  EXPECT_EQ(bytes.find("News for " + all[0].address), std::string::npos);
  EXPECT_NE(bytes.find(all[2].address), std::string::npos);  // the look finds what is there
}

TEST_P(StoreContract, An_address_without_a_mailbox_gets_no_more_news_and_another_letter_learns_it_by_itself) {
  const auto letter = random_.fixed<LetterId>(), other = random_.fixed<LetterId>();
  subscribe(*store_, letter, 2);
  subscribe(*store_, other, 1);
  store_->mailings().begin(letter, Topic::update, 1);
  store_->mailings().begin(letter, Topic::update, 2);
  for (const auto& mailing : store_->mailings().unfinished(9)) {
    const auto next = store_->mailings().next(letter, mailing.after, 9);
    EXPECT_TRUE(store_->mailings().queue(mailing, mails_to(next), at(0), 20));
  }
  const auto mails = due(*store_);
  ASSERT_THAT(mails, SizeIs(4));
  store_->outbox().mark_no_mailbox(mails[0].id);
  store_->outbox().mark_no_mailbox(mails[0].id);
  EXPECT_EQ(figures(*store_, letter).failed, 1u);
  const auto left = store_->mailings().next(letter, {}, 9);
  ASSERT_THAT(left, SizeIs(1));
  EXPECT_NE(left[0].address, mails[0].recipient);
  for (const auto& mail : due(*store_, 2000)) EXPECT_EQ(mail.recipient, left[0].address);
  EXPECT_THAT(store_->mailings().next(other, {}, 9), SizeIs(1));
  // A code's mail, which belongs to no mailing.
  const auto code = store_->outbox().put({left[0].address, "Your code", at(9000)}, at(0));
  store_->outbox().mark_no_mailbox(code);
  EXPECT_THAT(store_->mailings().next(letter, {}, 9), SizeIs(1));
}

TEST_P(StoreContract, What_a_letters_transaction_unsubscribes_gets_no_more_news) {
  const auto letter = scribe().open_letter("letter");
  subscribe(*store_, letter, 2);
  const auto tag = store_->mailings().next(letter, {}, 1).at(0).tag;
  const auto leave = [&](bool fails) {
    return store_->signatures().in_letter(letter, [&](LetterTransaction& tx) -> Result<void> {
      EXPECT_TRUE(tx.unsubscribe(tag));
      if (fails) return fail(Kind::invalid, "No.");
      return {};
    });
  };
  EXPECT_FALSE(leave(true));
  EXPECT_THAT(store_->mailings().next(letter, {}, 9), SizeIs(2));
  EXPECT_TRUE(leave(false));
  EXPECT_THAT(store_->mailings().next(letter, {}, 9), SizeIs(1));
}

TEST_P(StoreContract, The_figures_tell_what_was_sent_waits_and_failed) {
  const auto letter = random_.fixed<LetterId>();
  subscribe(*store_, letter, 6);
  store_->mailings().begin(letter, Topic::update, 1);
  EXPECT_EQ(figures(*store_, letter).waiting, 6u);
  queue(*store_, 4);
  EXPECT_EQ(figures(*store_, letter).waiting, 6u);
  const auto mails = due(*store_, 10);
  ASSERT_THAT(mails, SizeIs(4));
  store_->outbox().mark_sent(mails[0].id);
  store_->outbox().mark_sent(mails[0].id);
  store_->outbox().mark_refused(mails[1].id);
  store_->outbox().mark_retry(mails[2].id, at(60));
  auto now = figures(*store_, letter);
  EXPECT_EQ(now.sent, 1u);
  EXPECT_EQ(now.failed, 1u);
  EXPECT_EQ(now.waiting, 4u);
  EXPECT_EQ(only(*store_).untried, 1u);
  EXPECT_EQ(store_->outbox().drop_expired(at(kLife)), 2u);
  reopen();
  now = figures(*store_, letter);
  EXPECT_EQ(now.failed, 3u);
  EXPECT_EQ(now.waiting, 2u);
}

TEST_P(StoreContract, What_is_stopped_sends_nothing_more) {
  const auto letter = random_.fixed<LetterId>();
  subscribe(*store_, letter, 3);
  store_->mailings().begin(letter, Topic::update, 1);
  const auto mailing = only(*store_);
  queue(*store_, 2);
  store_->mailings().stop(mailing.id);
  EXPECT_THAT(due(*store_), IsEmpty());
  EXPECT_THAT(store_->mailings().unfinished(9), IsEmpty());
  EXPECT_FALSE(store_->mailings().queue(mailing, {}, at(0), 20));
  EXPECT_EQ(figures(*store_, letter).waiting, 0u);
}

TEST_P(StoreContract, Everybody_can_be_unsubscribed_from_one_letter_at_once) {
  const auto letter = random_.fixed<LetterId>(), other = random_.fixed<LetterId>();
  subscribe(*store_, letter, 5);
  subscribe(*store_, other, 2);
  store_->mailings().begin(letter, Topic::update, 1);
  queue(*store_, 3);
  store_->mailings().unsubscribe_all(letter);
  store_->mailings().unsubscribe_all(letter);
  EXPECT_THAT(store_->mailings().next(letter, {}, 9), IsEmpty());
  EXPECT_THAT(store_->mailings().next(other, {}, 9), SizeIs(2));
  EXPECT_THAT(store_->mailings().unfinished(9), IsEmpty());
  EXPECT_THAT(due(*store_), IsEmpty());
}

TEST_P(StoreContract, A_removed_letter_tells_nobody_anything) {
  const auto letter = scribe().open_letter("removed");
  subscribe(*store_, letter, 5);
  store_->mailings().begin(letter, Topic::update, 1);
  queue(*store_, 3);
  scribe().end(letter, ledger::LetterEnd::removed);
  EXPECT_THAT(store_->mailings().unfinished(9), IsEmpty());
  EXPECT_THAT(due(*store_), IsEmpty());
  EXPECT_TRUE(store_->scrub());
  close();
  EXPECT_EQ(driver_->stored_bytes().find("person1@example.org"), std::string::npos);
}

}  // namespace
}  // namespace ruban::store
