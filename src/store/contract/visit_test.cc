// SPDX-License-Identifier: AGPL-3.0-or-later
// The contract of VisitStore.
#include <atomic>

#include "store/contract/contract_test.h"

namespace ruban::store {
namespace {

class Request {
 public:
  explicit Request(crypto::Random& random) {
    request.visit = random.fixed<VisitId>();
    request.box = {1, 2, 3};
    request.forget = at(3600);
    request.code = {random.fixed<CodeHash>(), at(3000), 5};
    request.mailbox = random.fixed<MailboxTag>();
    request.address = random.fixed<AddressTag>();
    request.mail = {"a@example.org", "Your code", at(3000)};
  }
  CodeRequest request;
};

TEST_P(StoreContract, A_code_request_keeps_visit_and_code_and_queues_the_mail) {
  const auto request = Request(random_).request;
  EXPECT_TRUE(store_->visits().request_code(request, at(0)));
  reopen();
  EXPECT_EQ(store_->visits().load(request.visit, at(1)), request.box);
  const auto code = store_->visits().take_try(request.visit, at(1));
  ASSERT_TRUE(code);
  EXPECT_EQ(code->hash, request.code.hash);
  EXPECT_EQ(code->expires, request.code.expires);
  EXPECT_EQ(code->tries_left, 5);
  const auto mails = store_->outbox().take_due(at(0), at(60), 10);
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mails[0].recipient, "a@example.org");
  EXPECT_EQ(mails[0].message, "Your code");
  EXPECT_EQ(mails[0].put, at(0));
  EXPECT_EQ(mails[0].expires, at(3000));
}

TEST_P(StoreContract, Tries_are_used_up_one_by_one) {
  auto request = Request(random_).request;
  request.code.tries_left = 3;
  ASSERT_TRUE(store_->visits().request_code(request, at(0)));
  for (int left : {3, 2, 1, 0, 0}) {
    reopen();
    EXPECT_EQ(store_->visits().take_try(request.visit, at(1))->tries_left, left);
  }
}

TEST_P(StoreContract, Many_that_try_at_once_share_the_tries) {
  auto request = Request(random_).request;
  ASSERT_TRUE(store_->visits().request_code(request, at(0)));
  std::atomic<int> with_a_try = 0;
  at_once(16, [&](std::size_t) {
    if (store_->visits().take_try(request.visit, at(1))->tries_left > 0) ++with_a_try;
  });
  EXPECT_EQ(with_a_try, 5);
}

TEST_P(StoreContract, A_used_code_is_gone_and_the_visit_stays) {
  const auto request = Request(random_).request;
  ASSERT_TRUE(store_->visits().request_code(request, at(0)));
  store_->visits().use_code(request.visit);
  EXPECT_FALSE(store_->visits().take_try(request.visit, at(1)));
  EXPECT_TRUE(store_->visits().load(request.visit, at(1)));
  EXPECT_FALSE(store_->visits().take_try(random_.fixed<VisitId>(), at(1)));
}

TEST_P(StoreContract, A_new_code_replaces_the_former_one) {
  auto request = Request(random_).request;
  ASSERT_TRUE(store_->visits().request_code(request, at(0)));
  request.code = {random_.fixed<CodeHash>(), at(3300), 4};
  request.box = {9};
  request.forget = at(4000);
  ASSERT_TRUE(store_->visits().request_code(request, at(10)));
  const auto code = store_->visits().take_try(request.visit, at(3700));
  ASSERT_TRUE(code);
  EXPECT_EQ(code->hash, request.code.hash);
  EXPECT_EQ(code->tries_left, 4);
  EXPECT_EQ(store_->visits().load(request.visit, at(3999)), Bytes{9});
}

TEST_P(StoreContract, Beyond_the_quota_nothing_is_mailed_but_the_visit_is_kept) {
  auto request = Request(random_).request;
  const auto start = std::chrono::ceil<std::chrono::hours>(at(0));
  const auto ask = [&](Instant now) {
    request.forget = now + std::chrono::hours(1);
    request.code.expires = now + std::chrono::hours(1);
    request.mail.expires = now + std::chrono::hours(1);
    return store_->visits().request_code(request, now);
  };
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(ask(start + std::chrono::minutes(i)));
  const auto mailed = request.code.hash;
  request.code.hash = random_.fixed<CodeHash>();
  request.box = {7, 7};
  reopen();
  EXPECT_FALSE(ask(start + std::chrono::minutes(59)));
  EXPECT_EQ(store_->visits().load(request.visit, start + std::chrono::minutes(59)), (Bytes{7, 7}));
  // The code that was mailed still counts.
  EXPECT_EQ(store_->visits().take_try(request.visit, start + std::chrono::minutes(59))->hash, mailed);
  EXPECT_EQ(store_->outbox().take_due(start + std::chrono::minutes(59), at(1), 10).size(), 3u);
  // It takes five guesses in all, however often another one is asked for; the visit is told of five tries
  // each time, as if one had been mailed, so that neither the answers nor the tries say whether it was.
  for (int guess = 2; guess <= 7; ++guess) {
    EXPECT_FALSE(ask(start + std::chrono::minutes(59)));
    reopen();
    const auto typed = store_->visits().take_try(request.visit, start + std::chrono::minutes(59));
    ASSERT_TRUE(typed);
    EXPECT_EQ(typed->hash == mailed, guess <= 5) << guess;
    EXPECT_NE(typed->hash, request.code.hash);
    EXPECT_EQ(typed->tries_left, request.code.tries_left);
  }
  // A visit of its own doesn't help, another address does, and so does the next hour.
  request.visit = random_.fixed<VisitId>();
  EXPECT_FALSE(ask(start + std::chrono::minutes(59)));
  EXPECT_TRUE(store_->visits().load(request.visit, start + std::chrono::minutes(59)));
  // What is typed there is compared all the same, and no code is right, the one that was drawn neither: who
  // may begin such visits without number would guess it.
  const auto unsent = store_->visits().take_try(request.visit, start + std::chrono::minutes(59));
  ASSERT_TRUE(unsent);
  EXPECT_NE(unsent->hash, request.code.hash);
  EXPECT_EQ(unsent->tries_left, request.code.tries_left);
  EXPECT_EQ(store_->outbox().take_due(start + std::chrono::minutes(59), at(1), 10).size(), 3u) << "no fourth";
  const auto address = request.address;
  request.address = random_.fixed<AddressTag>();
  EXPECT_TRUE(ask(start + std::chrono::minutes(59)));
  request.address = address;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(ask(start + std::chrono::minutes(60 + i)));
  EXPECT_FALSE(ask(start + std::chrono::minutes(63)));
}

TEST_P(StoreContract, Beyond_the_quota_no_code_comes_back_that_is_over_or_for_another_mailbox) {
  auto request = Request(random_).request;
  auto& visits = store_->visits();
  const auto hour = std::chrono::ceil<std::chrono::hours>(at(0));
  const auto ask = [&](CodeRequest what, Instant now) {
    what.forget = now + std::chrono::hours(2);
    what.code.expires = now + std::chrono::hours(1);
    return visits.request_code(what, now);
  };
  EXPECT_TRUE(ask(request, hour + std::chrono::minutes(50)));
  auto other = request;
  other.visit = random_.fixed<VisitId>();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(ask(other, hour + std::chrono::minutes(60 + i)));
  EXPECT_FALSE(ask(request, hour + std::chrono::minutes(115)));
  EXPECT_NE(visits.take_try(request.visit, hour + std::chrono::minutes(115))->hash, request.code.hash);

  auto elsewhere = other;
  elsewhere.mailbox = random_.fixed<MailboxTag>();
  EXPECT_FALSE(ask(other, hour + std::chrono::minutes(64)));
  EXPECT_EQ(visits.take_try(other.visit, hour + std::chrono::minutes(64))->hash, other.code.hash);
  EXPECT_FALSE(ask(elsewhere, hour + std::chrono::minutes(65)));
  EXPECT_FALSE(ask(other, hour + std::chrono::minutes(66)));
  EXPECT_NE(visits.take_try(other.visit, hour + std::chrono::minutes(66))->hash, other.code.hash);
}

TEST_P(StoreContract, A_visit_is_saved_loaded_and_forgotten) {
  auto& visits = store_->visits();
  const auto visit = random_.fixed<VisitId>();
  EXPECT_FALSE(visits.load(visit, at(0)));
  visits.save(visit, {1}, at(100));
  visits.save(visit, {}, at(200));
  EXPECT_EQ(visits.load(visit, at(199)), Bytes{});
  EXPECT_FALSE(visits.load(visit, at(200)));
  visits.forget(visit);
  EXPECT_FALSE(visits.load(visit, at(0)));
  visits.forget(visit);
}

TEST_P(StoreContract, Saving_a_visit_keeps_its_code) {
  const auto request = Request(random_).request;
  ASSERT_TRUE(store_->visits().request_code(request, at(0)));
  store_->visits().save(request.visit, {5}, at(5000));
  EXPECT_TRUE(store_->visits().take_try(request.visit, at(4000)));
  EXPECT_FALSE(store_->visits().take_try(request.visit, at(5000)));  // forgotten
}

TEST_P(StoreContract, What_is_past_its_date_is_deleted) {
  auto& visits = store_->visits();
  const auto request = Request(random_).request;
  ASSERT_TRUE(visits.request_code(request, at(0)));
  std::vector<VisitId> old;
  for (int i = 0; i < 2500; ++i) old.push_back(random_.fixed<VisitId>());
  at_once(16, [&](std::size_t thread) {
    for (auto i = thread; i < old.size(); i += 16) visits.save(old[i], {1}, at(10));
  });
  EXPECT_EQ(visits.forget_expired(at(9)), 0u);
  EXPECT_EQ(visits.forget_expired(at(10)), 2500u);
  EXPECT_EQ(visits.forget_expired(at(10)), 0u);
  EXPECT_TRUE(visits.load(request.visit, at(10)));
  EXPECT_EQ(visits.forget_expired(at(100'000)), 2u);  // the visit and the quota
  EXPECT_FALSE(visits.load(request.visit, at(10)));
}

TEST_P(StoreContract, Subscribing_twice_is_subscribing_once) {
  auto& visits = store_->visits();
  const auto letter = random_.fixed<LetterId>();
  EXPECT_FALSE(visits.unsubscribe(letter, "a@example.org"));
  visits.subscribe(letter, "a@example.org", "fr");
  visits.subscribe(letter, "a@example.org", "en");
  EXPECT_FALSE(visits.unsubscribe(random_.fixed<LetterId>(), "a@example.org"));
  EXPECT_FALSE(visits.unsubscribe(letter, "b@example.org"));
  reopen();
  EXPECT_TRUE(store_->visits().unsubscribe(letter, "a@example.org"));
  EXPECT_FALSE(store_->visits().unsubscribe(letter, "a@example.org"));
}

TEST_P(StoreContract, Subscribers_of_a_removed_letter_are_forgotten) {
  const auto closed = scribe().open_letter("closed");
  const auto removed = scribe().open_letter("removed");
  store_->visits().subscribe(closed, "a@example.org", "fr");
  store_->visits().subscribe(removed, "a@example.org", "fr");
  scribe().end(closed, ledger::LetterEnd::closed);
  scribe().end(removed, ledger::LetterEnd::removed);
  EXPECT_TRUE(store_->visits().unsubscribe(closed, "a@example.org"));
  EXPECT_FALSE(store_->visits().unsubscribe(removed, "a@example.org"));
}

}  // namespace
}  // namespace ruban::store
