// SPDX-License-Identifier: AGPL-3.0-or-later
// What the contract promises when many act at once.
#include <atomic>
#include <mutex>
#include <set>

#include "store/contract/contract_test.h"

namespace ruban::store {
namespace {

constexpr std::size_t kThreads = 32;

TEST_P(StoreContract, Of_many_that_accept_the_same_key_one_wins) {
  const auto letter = scribe().open_letter("round-robin");
  for (int round = 0; round < 5; ++round) {
    const auto signature = new_signature();
    std::atomic<int> accepted = 0, refused = 0;
    at_once(kThreads, [&](std::size_t i) {
      auto mine = signature;
      mine.lines += std::to_string(i);
      const auto result = accept(letter, mine);
      if (result) {
        ++accepted;
      } else if (result.error().kind == Kind::conflict) {
        ++refused;
      }
    });
    EXPECT_EQ(accepted, 1);
    EXPECT_EQ(refused, static_cast<int>(kThreads) - 1);
  }
  EXPECT_EQ(store_->record().waiting(100).size(), 5u);
}

TEST_P(StoreContract, Of_many_requests_for_one_identity_one_gets_the_credential) {
  const auto letter = scribe().open_letter("round-robin");
  const auto tag = random_.fixed<IdentityTag>();
  std::vector<Hash> blinded(kThreads);
  for (auto& value : blinded) value = random_.fixed<Hash>();
  std::atomic<int> first = 0, other = 0;
  at_once(kThreads, [&](std::size_t i) {
    auto answer = Issued::same_request;
    EXPECT_TRUE(store_->signatures().in_letter(letter, [&](LetterTransaction& tx) -> Result<void> {
      answer = tx.issue("employee-email", tag, blinded[i]);
      return {};
    }));
    if (answer == Issued::first) ++first;
    if (answer == Issued::other_request) ++other;
  });
  EXPECT_EQ(first, 1);
  EXPECT_EQ(other, static_cast<int>(kThreads) - 1);
  EXPECT_EQ(store_->signatures().issued(letter).at(0).second, 1u);
}

TEST_P(StoreContract, The_refusal_of_one_undoes_nothing_of_the_others) {
  const auto letter = scribe().open_letter("round-robin");
  constexpr std::size_t kEach = 20;
  std::vector<std::vector<NewSignature>> all(kThreads);
  for (auto& mine : all) {
    for (std::size_t i = 0; i < kEach; ++i) mine.push_back(new_signature());
  }
  // Every third is refused after it has written, every fifth throws.
  at_once(kThreads, [&](std::size_t thread) {
    for (std::size_t i = 0; i < kEach; ++i) {
      const auto work = [&](LetterTransaction& tx) -> Result<void> {
        TRY(tx.accept(all[thread][i]));
        if (i % 3 == 0) return fail(Kind::forbidden, "No.");
        if (i % 5 == 0) throw std::runtime_error("broken");
        return {};
      };
      try {
        EXPECT_EQ(store_->signatures().in_letter(letter, work).has_value(), i % 3 != 0);
      } catch (const std::runtime_error&) {
        EXPECT_EQ(i % 5, 0u);
      }
    }
  });
  reopen();
  for (const auto& mine : all) {
    for (std::size_t i = 0; i < kEach; ++i) {
      EXPECT_EQ(store_->signatures().is_waiting(letter, mine[i].key), i % 3 != 0 && i % 5 != 0);
    }
  }
}

TEST_P(StoreContract, Readers_see_whole_commits_while_others_write) {
  const auto letter = scribe().open_letter("round-robin");
  std::vector<NewSignature> signatures;
  for (int i = 0; i < 60; ++i) signatures.push_back(new_signature());
  std::atomic<bool> done = false;
  std::thread reader([&] {
    while (!done) {
      const auto last = store_->record().last_checkpoint();
      ASSERT_TRUE(last);
      EXPECT_GE(store_->record().entries(0, 1000).size(), last->size);
      std::uint64_t counted = 0;
      for (const auto& count : store_->signatures().counts(letter, last->size)) counted += count.named;
      EXPECT_EQ(counted, store_->signatures().list(letter, {}, 1000, last->size).size());
      EXPECT_EQ(counted, last->size - 1);
    }
  });
  for (const auto& signature : signatures) sign(letter, signature);
  done = true;
  reader.join();
}

TEST_P(StoreContract, Two_processes_write_beside_each_other) {
  const auto letter = scribe().open_letter("round-robin");
  auto other = driver_->open();
  std::vector<NewSignature> signatures;
  for (int i = 0; i < 100; ++i) signatures.push_back(new_signature());
  at_once(2, [&](std::size_t who) {
    auto& store = who == 0 ? *store_ : *other;
    for (std::size_t i = who; i < signatures.size(); i += 2) {
      EXPECT_TRUE(store.signatures().in_letter(
          letter, [&](LetterTransaction& tx) { return tx.accept(signatures[i]); }));
    }
  });
  other.reset();
  EXPECT_EQ(store_->record().waiting(1000).size(), signatures.size());
}

TEST_P(StoreContract, One_mail_is_taken_by_one_worker) {
  for (int i = 0; i < 40; ++i) store_->outbox().put({"a@example.org", "text", at(1000)}, at(0));
  std::mutex mutex;
  std::multiset<std::int64_t> taken;
  at_once(8, [&](std::size_t) {
    for (int i = 0; i < 10; ++i) {
      for (const auto& mail : store_->outbox().take_due(at(1), at(500), 3)) {
        const std::lock_guard lock(mutex);
        taken.insert(static_cast<std::int64_t>(mail.id));
      }
    }
  });
  EXPECT_EQ(taken.size(), 40u);
  EXPECT_EQ(std::set<std::int64_t>(taken.begin(), taken.end()).size(), 40u);
}

}  // namespace
}  // namespace ruban::store
