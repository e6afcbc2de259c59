// SPDX-License-Identifier: AGPL-3.0-or-later
// The contract of RecipientStore, and of a letter's transaction about links.
#include "crypto/sha256.h"
#include "store/contract/contract_test.h"

namespace ruban::store {
namespace {

LinkHash hash_of(const std::string& code) { return {crypto::sha256(code).bytes}; }

RecipientLink new_link(const std::string& code, std::int64_t expires = 100) {
  return {hash_of(code), "mine.example", {}, at(expires), {}};
}

Result<void> use(Store& store, const LetterId& letter, const std::string& code, Instant now = at(0)) {
  return store.signatures().in_letter(letter, [&](LetterTransaction& tx) {
    return tx.use_link(hash_of(code), crypto::sha256("document of " + code), now);
  });
}

TEST_P(StoreContract, A_challenge_stays_what_it_was_first) {
  const auto one = scribe().open_letter("one"), two = scribe().open_letter("two");
  EXPECT_EQ(store_->recipients().challenge(one, "first"), "first");
  EXPECT_EQ(store_->recipients().challenge(one, "second"), "first");
  EXPECT_EQ(store_->recipients().challenge(two, "second"), "second");
}

TEST_P(StoreContract, A_link_is_used_once_within_its_time_and_by_its_letter) {
  const auto one = scribe().open_letter("one"), two = scribe().open_letter("two");
  auto link = new_link("a");
  link.corrects = 3;
  store_->recipients().give(one, link);
  EXPECT_FALSE(store_->recipients().link(two, hash_of("a"), at(0)));
  EXPECT_FALSE(store_->recipients().link(one, hash_of("a"), at(100)));
  EXPECT_EQ(use(*store_, two, "a").error().kind, Kind::gone);
  EXPECT_EQ(use(*store_, one, "a", at(100)).error().kind, Kind::gone);
  EXPECT_EQ(store_->recipients().link(one, hash_of("a"), at(99))->corrects, 3u);
  EXPECT_TRUE(use(*store_, one, "a"));
  EXPECT_EQ(use(*store_, one, "a").error().kind, Kind::gone);
  EXPECT_EQ(store_->recipients().link(one, hash_of("a"), at(99))->document, crypto::sha256("document of a"));
}

TEST_P(StoreContract, What_fails_later_in_the_transaction_gives_the_link_back) {
  const auto letter = scribe().open_letter("one");
  store_->recipients().give(letter, new_link("a"));
  EXPECT_FALSE(store_->signatures().in_letter(letter, [&](LetterTransaction& tx) -> Result<void> {
    TRY(tx.use_link(hash_of("a"), Hash{}, at(0)));
    return fail(Kind::busy, "Not now.");
  }));
  EXPECT_TRUE(use(*store_, letter, "a"));
}

TEST_P(StoreContract, A_new_link_ends_those_of_its_letter_that_were_not_used) {
  const auto one = scribe().open_letter("one"), two = scribe().open_letter("two");
  store_->recipients().give(one, new_link("a"));
  EXPECT_TRUE(use(*store_, one, "a"));
  store_->recipients().give(one, new_link("b"));
  store_->recipients().give(two, new_link("c"));
  store_->recipients().give(one, new_link("d"));
  EXPECT_TRUE(store_->recipients().link(one, hash_of("a"), at(0)));
  EXPECT_FALSE(store_->recipients().link(one, hash_of("b"), at(0)));
  EXPECT_TRUE(store_->recipients().link(two, hash_of("c"), at(0)));
  EXPECT_EQ(store_->recipients().revoke(one), 1u);
  EXPECT_FALSE(store_->recipients().link(one, hash_of("d"), at(0)));
  EXPECT_TRUE(store_->recipients().link(one, hash_of("a"), at(0)));
  EXPECT_EQ(store_->recipients().forget_expired(at(100)), 2u);
  EXPECT_EQ(store_->recipients().forget_expired(at(100)), 0u);
}

}  // namespace
}  // namespace ruban::store
