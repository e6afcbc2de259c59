// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole way of anonymous signatures: accepted into the pool, published at the end of an epoch in the
// order of their hashes, withdrawn the same way.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "audit/recount.h"
#include "crypto/sha256.h"
#include "service/accept_withdrawal.h"
#include "service/test_signer.h"
#include "signature/statement.h"

namespace ruban::service::test {
namespace {

const std::string kAnonymous =
    replaced(std::string(kToml), "modes = [\"named\"]", "modes = [\"named\", \"anon\"]") +
    "\n[privacy]\nepoch_seconds = 3600\nmin_batch = 3\nmin_issued = 4\n";

class Anonymous : public ServiceTest {
 protected:
  TestSigner holder(int number) {
    TestSigner out(it, letter_);
    out.get_credential(issue_, "holder" + std::to_string(number) + "@example.org");
    return out;
  }
  std::vector<TestSigner> holders(int count) {
    std::vector<TestSigner> out;
    for (int i = 0; i < count; ++i) out.push_back(holder(next_++));
    it.clock.at += 1h;  // from here on as many are told
    it.sequence();
    return out;
  }
  void end_epoch() {
    it.clock.at = end_of_epoch(letter_->entry, it.clock.at) + 1s;
    it.sequence();
  }
  std::vector<std::string> entries() {
    const auto published = it.store().record().published_checkpoint();
    return it.store().record().entries(0, published->size);
  }
  std::vector<std::string> anonymous_entries() {
    std::vector<std::string> out;
    for (const auto& entry : entries()) {
      if (entry.find("\nmode anon\n") != std::string::npos) out.push_back(entry);
    }
    return out;
  }
  std::uint64_t standing() {
    for (const auto& c : it.store().signatures().counts(letter_->id(), 1000)) {
      if (c.issuer == "neighbour-email") return c.anon;
    }
    return 0;
  }
  std::string withdrawal(const TestSigner& signer) {
    const auto index = it.store().signatures().index_of(letter_->id(), signer.key()).value();
    return ledger::without_time(
        signature::withdraw_statement(signature::signing_key(signer.seed()), letter_->id(), index));
  }
  std::string pool_bytes() {
    std::ifstream file(it.path() / "pool" / "waiting", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }

  LetterPointer letter_ = it.publish(folder(kAnonymous));
  IssueCredential issue_{it.instance(), it.registry().keys()};
  AnonymitySets sets_{it.instance()};
  AcceptSignature accept_{it.instance(), sets_};
  AcceptWithdrawal withdraw_{it.instance()};
  int next_ = 0;
};

TEST_F(Anonymous, Signatures_wait_for_the_end_of_the_epoch_and_then_count) {
  const auto signers = holders(4);
  for (const auto& s : signers) {
    const auto accepted = must(accept_(*letter_, s.anonymous()));
    ASSERT_TRUE(accepted.until);
    EXPECT_EQ(*accepted.until, end_of_epoch(letter_->entry, it.clock.at));
  }
  it.sequence();
  EXPECT_TRUE(anonymous_entries().empty());
  EXPECT_EQ(it.pool().count(letter_->id()), 4U);
  end_epoch();
  EXPECT_EQ(anonymous_entries().size(), 4U);
  EXPECT_EQ(standing(), 4U);
  EXPECT_EQ(it.pool().count(letter_->id()), 0U);

  audit::Recount recount;
  for (const auto& entry : entries()) EXPECT_TRUE(recount.add(entry).valid()) << entry;
  EXPECT_TRUE(recount.findings().empty());
}

TEST_F(Anonymous, They_stand_in_the_order_of_their_hashes_with_the_same_minute) {
  const auto signers = holders(12);
  for (const auto& s : signers) must(accept_(*letter_, s.anonymous()));
  end_epoch();
  std::vector<Hash> hashes;
  std::set<std::string> minutes;
  for (const auto& entry : anonymous_entries()) {
    hashes.push_back(crypto::sha256(as_bytes(entry)));
    minutes.insert(entry.substr(entry.rfind("epoch ")));
  }
  EXPECT_EQ(hashes.size(), 12U);
  EXPECT_TRUE(std::is_sorted(hashes.begin(), hashes.end()));
  EXPECT_EQ(minutes.size(), 1U);
}

TEST_F(Anonymous, Fewer_than_the_smallest_batch_wait_on) {
  const auto signers = holders(4);
  must(accept_(*letter_, signers[0].anonymous()));
  must(accept_(*letter_, signers[1].anonymous()));
  end_epoch();
  EXPECT_TRUE(anonymous_entries().empty());
  must(accept_(*letter_, signers[2].anonymous()));
  end_epoch();
  EXPECT_EQ(anonymous_entries().size(), 3U);
}

TEST_F(Anonymous, With_the_end_of_the_letter_the_rest_is_published_but_for_who_asked_otherwise) {
  const auto signers = holders(4);
  must(accept_(*letter_, signers[0].anonymous()));
  auto shy = signers[1].anonymous();
  shy.drop_if_few = true;
  must(accept_(*letter_, shy));
  must(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::closed));
  it.sequence();
  ASSERT_EQ(anonymous_entries().size(), 1U);
  EXPECT_TRUE(anonymous_entries().front().starts_with(signers[0].anonymous().lines));
  EXPECT_EQ(it.pool().count(letter_->id()), 0U);
  EXPECT_EQ(accept_(*letter_, signers[2].anonymous()).error().kind, Kind::conflict);
  const auto all = entries();
  const auto end =
      std::find_if(all.begin(), all.end(), [](auto& e) { return e.starts_with("ruban/v1 end\n"); });
  EXPECT_TRUE(std::none_of(end, all.end(), [](auto& e) { return e.starts_with("ruban/v1 sign\n"); }));
}

TEST_F(Anonymous, What_waits_survives_the_process_and_a_crash_after_the_commit_doubles_nothing) {
  const auto signers = holders(4);
  for (const auto& s : signers) must(accept_(*letter_, s.anonymous()));
  const auto before = pool_bytes();
  auto again = must(store::AnonymousPool::open(it.path() / "pool" / "waiting"));
  EXPECT_EQ(again->count(letter_->id()), 4U);
  end_epoch();
  EXPECT_EQ(anonymous_entries().size(), 4U);
  // The process died between the commit and the emptying of the pool.
  for (const auto& pooled : must(store::parse_pool(before))) must(it.pool().add(pooled));
  end_epoch();
  EXPECT_EQ(anonymous_entries().size(), 4U);
  EXPECT_EQ(it.pool().count(letter_->id()), 0U);
}

TEST_F(Anonymous, The_same_again_is_answered_the_same_and_a_key_signs_once_in_either_way) {
  const auto signers = holders(4);
  must(accept_(*letter_, signers[0].anonymous()));
  EXPECT_TRUE(accept_(*letter_, signers[0].anonymous()));
  EXPECT_EQ(it.pool().count(letter_->id()), 1U);
  EXPECT_EQ(accept_(*letter_, signers[0].statement()).error().kind, Kind::conflict);
  must(accept_(*letter_, signers[1].statement()));
  EXPECT_EQ(accept_(*letter_, signers[1].anonymous()).error().kind, Kind::conflict);
  it.sequence();
  EXPECT_EQ(accept_(*letter_, signers[1].anonymous()).error().kind, Kind::conflict);
  must(accept_(*letter_, signers[2].anonymous()));
  must(accept_(*letter_, signers[3].anonymous()));
  end_epoch();
  EXPECT_EQ(standing(), 3U);
  EXPECT_TRUE(accept_(*letter_, signers[0].anonymous()));
  EXPECT_EQ(accept_(*letter_, signers[0].statement()).error().kind, Kind::conflict);
}

TEST_F(Anonymous, Two_ways_at_the_same_moment_count_once) {
  const auto signers = holders(4);
  for (int i = 0; i < 3; ++i) must(accept_(*letter_, signers[static_cast<std::size_t>(i)].anonymous()));
  // The form's transaction had looked into the pool before it was there.
  must(it.store().signatures().in_letter(letter_->id(), [&](store::LetterTransaction& tx) {
    return tx.accept(must(check_statement(*letter_, signers[0].statement(), ledger::Via::client)));
  }));
  end_epoch();
  EXPECT_EQ(standing(), 2U);
  EXPECT_EQ(it.store().signatures().counts(letter_->id(), 1000).at(0).named, 1U);
}

TEST_F(Anonymous, It_is_offered_from_so_many_holders_on_who_have_not_signed_by_name) {
  const auto signers = holders(3);
  EXPECT_EQ(sets_.at_least(*letter_, "neighbour-email"), 0U);
  EXPECT_EQ(accept_(*letter_, signers[0].anonymous()).error().kind, Kind::conflict);
  it.signed_visit(*letter_, "ada@example.org");  // by the form: hides nobody
  const auto fourth = holder(99);
  EXPECT_EQ(sets_.at_least(*letter_, "neighbour-email"), 0U)
      << "the figure moves at the end of an epoch only";
  end_epoch();
  EXPECT_EQ(sets_.at_least(*letter_, "neighbour-email"), 4U);
  EXPECT_TRUE(accept_(*letter_, fourth.anonymous()));
  EXPECT_EQ(sets_.at_least(*letter_, "miner-email"), 0U);
}

TEST_F(Anonymous, The_figure_that_is_told_is_coarse) {
  EXPECT_EQ(coarse(19, 20), 0U);
  EXPECT_EQ(coarse(20, 20), 20U);
  EXPECT_EQ(coarse(29, 20), 20U);
  EXPECT_EQ(coarse(47, 20), 40U);
  EXPECT_EQ(coarse(99, 20), 50U);
  EXPECT_EQ(coarse(312, 20), 300U);
  EXPECT_EQ(coarse(25, 23), 23U);
}

TEST_F(Anonymous, A_withdrawal_counts_at_the_end_of_the_epoch) {
  const auto signers = holders(4);
  for (const auto& s : signers) must(accept_(*letter_, s.anonymous()));
  end_epoch();
  const auto lines = withdrawal(signers[2]);
  EXPECT_TRUE(must(withdraw_(*letter_, lines)).until);
  EXPECT_TRUE(withdraw_(*letter_, lines));
  it.sequence();
  EXPECT_EQ(standing(), 4U);
  end_epoch();
  EXPECT_EQ(standing(), 3U);
  EXPECT_FALSE(must(withdraw_(*letter_, lines)).until) << "it has gone already";
}

TEST_F(Anonymous, What_still_waits_can_be_taken_back_by_who_has_made_it_and_signed_again) {
  const auto signers = holders(4);
  for (const auto& s : signers) must(accept_(*letter_, s.anonymous()));
  EXPECT_FALSE(must(withdraw_(*letter_, signers[1].anonymous().lines)).until);
  EXPECT_EQ(withdraw_(*letter_, signers[1].anonymous().lines).error().kind, Kind::not_found);
  end_epoch();
  EXPECT_EQ(standing(), 3U);
  EXPECT_EQ(withdraw_(*letter_, signers[0].anonymous().lines).error().kind, Kind::not_found);
  must(accept_(*letter_, signers[1].anonymous()));
  EXPECT_EQ(it.pool().count(letter_->id()), 1U);
}

TEST_F(Anonymous, What_is_on_its_way_into_the_record_is_not_taken_back) {
  const auto signers = holders(4);
  must(accept_(*letter_, signers[0].anonymous()));
  it.pool().take(letter_->id(), [](auto all) { return all; });
  EXPECT_EQ(withdraw_(*letter_, signers[0].anonymous().lines).error().kind, Kind::conflict);
}

TEST_F(Anonymous, Only_the_key_of_a_signature_withdraws_it) {
  const auto signers = holders(4);
  for (const auto& s : signers) must(accept_(*letter_, s.anonymous()));
  end_epoch();
  const auto index = it.store().signatures().index_of(letter_->id(), signers[0].key()).value();
  const auto forged = ledger::without_time(
      signature::withdraw_statement(signature::signing_key(signers[1].seed()), letter_->id(), index));
  EXPECT_EQ(withdraw_(*letter_, forged).error().kind, Kind::invalid);
  auto broken = withdrawal(signers[0]);
  broken.replace(broken.find("sig ") + 4, 1, broken[broken.find("sig ") + 4] == 'A' ? "B" : "A");
  EXPECT_EQ(withdraw_(*letter_, broken).error().kind, Kind::invalid);
  const auto nowhere = ledger::without_time(
      signature::withdraw_statement(signature::signing_key(signers[1].seed()), letter_->id(), 100'000));
  EXPECT_EQ(withdraw_(*letter_, nowhere).error().kind, Kind::not_found);
}

TEST_F(Anonymous, By_its_key_a_named_signature_is_withdrawn_at_once) {
  const auto signers = holders(4);
  must(accept_(*letter_, signers[0].statement()));
  it.sequence();
  const auto lines = withdrawal(signers[0]);
  EXPECT_FALSE(must(withdraw_(*letter_, lines)).until);
  EXPECT_TRUE(withdraw_(*letter_, lines));
  it.sequence();
  EXPECT_EQ(it.store().signatures().counts(letter_->id(), 1000).at(0).withdrawn, 1U);
}

TEST_F(Anonymous, The_pool_says_nothing_of_the_order_in_which_they_came) {
  const auto signers = holders(5);
  for (const auto& s : signers) must(accept_(*letter_, s.anonymous()));
  const auto forwards = pool_bytes();
  const auto file = it.path() / "pool" / "waiting";
  EXPECT_EQ(std::filesystem::last_write_time(file).time_since_epoch(),
            std::filesystem::file_time_type::clock::from_sys(std::chrono::sys_seconds()).time_since_epoch());
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  it.pool().remove(it.pool().of(letter_->id()));
  for (auto s = signers.rbegin(); s != signers.rend(); ++s) must(accept_(*letter_, s->anonymous()));
  EXPECT_EQ(pool_bytes(), forwards);
}

TEST_F(Anonymous, Nothing_of_a_waiting_signature_lies_in_the_database_or_its_log) {
  const auto signers = holders(4);
  for (const auto& s : signers) must(accept_(*letter_, s.anonymous()));
  it.sequence();
  for (const auto& part : std::filesystem::directory_iterator(it.path())) {
    if (!part.is_regular_file()) continue;
    std::ifstream stream(part.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(stream), {});
    for (const auto& s : signers) {
      EXPECT_EQ(bytes.find(as_text(s.key().view())), std::string::npos) << part.path();
      EXPECT_EQ(bytes.find(to_base64(s.key().view())), std::string::npos) << part.path();
      EXPECT_EQ(bytes.find(as_text(s.cred())), std::string::npos) << part.path();
    }
  }
}

}  // namespace
}  // namespace ruban::service::test
