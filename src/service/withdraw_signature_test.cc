// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/withdraw_signature.h"

#include "service/accept_withdrawal.h"
#include "service/count.h"
#include "service/test_instance.h"
#include "service/uploaded_key.h"
#include "signature/seed.h"
#include "signature/statement.h"

namespace ruban::service::test {
namespace {

class Withdrawing : public ServiceTest {
 protected:
  Withdrawing() { it.sequence(); }

  Visit with_key_file(const std::string& file) {
    Visit out;
    out.purpose = Purpose::withdraw;
    out.uploaded_key_file = file;
    return out;
  }
  Visit with_address(const std::string& email) {
    const auto keys = it.new_visit();
    auto asked = it.visit(*letter_, email);
    asked.purpose = Purpose::withdraw;
    return it.prove(*letter_, keys, asked);
  }
  Result<std::optional<Instant>> withdraw(const Visit& visit, std::vector<EntryIndex> indexes, bool erase) {
    return WithdrawSignature(it.instance(), it.registry().keys())(*letter_, visit, indexes, erase);
  }
  std::vector<store::SignatureRow> find(const Visit& visit) {
    return must(WithdrawSignature(it.instance(), it.registry().keys()).find(*letter_, visit));
  }
  std::vector<std::string> events() {
    std::vector<std::string> out;
    for (const auto& e : it.store().letters().events(letter_->id(), 0, 1000, 1000)) {
      if (e.type != "tally") out.push_back(e.type);
    }
    return out;
  }
  ClassCount neighbours() {
    return count_letter(it.instance(), *letter_, *it.store().record().published_checkpoint()).classes[1];
  }

  LetterPointer letter_ = it.publish(folder());
  Visit grace_ = it.signed_visit(*letter_, "grace@example.org");
  Visit eve_ = it.signed_visit(*letter_, "eve@example.org");
};

TEST_F(Withdrawing, By_key_the_record_says_withdraw) {
  const auto index = it.index_of(*letter_, grace_);
  must(withdraw(with_key_file(grace_.key_file), {index}, false));
  it.sequence();
  EXPECT_EQ(neighbours().named, 1U);
  EXPECT_EQ(neighbours().withdrawn, 1U);
  EXPECT_EQ(neighbours().taken_down, 0U);
  EXPECT_EQ(events(), (std::vector<std::string>{"letter", "withdraw"}));
  EXPECT_FALSE(it.store().signatures().signature(letter_->id(), index)->payload);
}

TEST_F(Withdrawing, By_key_the_text_is_erased_at_once_if_wanted) {
  const auto index = it.index_of(*letter_, grace_);
  must(withdraw(with_key_file(grace_.key_file), {index}, true));
  EXPECT_FALSE(it.store().signatures().signature(letter_->id(), index)->payload);
  it.sequence();
  EXPECT_EQ(events(), (std::vector<std::string>{"letter", "withdraw", "erase"}));
}

TEST_F(Withdrawing, By_address_the_record_says_takedown_by_the_owner_and_the_text_goes) {
  const auto visit = with_address("Grace@example.org");
  const auto found = find(visit);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].index, it.index_of(*letter_, grace_));
  must(withdraw(visit, {found[0].index}, false));
  it.sequence();
  EXPECT_EQ(neighbours().named, 1U);
  EXPECT_EQ(neighbours().taken_down, 1U);
  EXPECT_EQ(events(), (std::vector<std::string>{"letter", "takedown", "erase"}));
  EXPECT_TRUE(find(visit).empty());
}

TEST_F(Withdrawing, Nobody_withdraws_what_is_not_theirs) {
  const auto eves = it.index_of(*letter_, eve_);
  EXPECT_EQ(withdraw(with_key_file(grace_.key_file), {eves}, false).error().kind, Kind::not_found);
  EXPECT_EQ(withdraw(with_address("grace@example.org"), {eves}, false).error().kind, Kind::not_found);
  it.sequence();
  EXPECT_EQ(neighbours().named, 2U);
}

TEST_F(Withdrawing, By_address_the_subscription_goes_too) {
  it.store().visits().subscribe(letter_->id(), "grace@example.org", "en");
  must(withdraw(with_address("grace@example.org"), {it.index_of(*letter_, grace_)}, true));
  EXPECT_FALSE(it.store().visits().unsubscribe(letter_->id(), "grace@example.org"));
}

TEST_F(Withdrawing, By_key_only_the_subscription_of_its_owner_goes) {
  auto& visits = it.store().visits();
  for (const auto* who : {"grace@example.org", "eve@example.org", "another@example.org"})
    visits.subscribe(letter_->id(), who, "en");
  must(withdraw(with_key_file(grace_.key_file), {it.index_of(*letter_, grace_)}, false));
  EXPECT_FALSE(visits.unsubscribe(letter_->id(), "grace@example.org"));
  // As the scripts in the browser and `ruban sign` do it.
  const auto file = must(read_uploaded_key(it.instance(), *letter_, eve_.key_file));
  const auto lines = ledger::without_time(signature::withdraw_statement(
      signature::signing_key(file.seed), letter_->id(), it.index_of(*letter_, eve_)));
  must(AcceptWithdrawal(it.instance())(*letter_, lines));
  EXPECT_FALSE(visits.unsubscribe(letter_->id(), "eve@example.org"));
  EXPECT_TRUE(visits.unsubscribe(letter_->id(), "another@example.org"));
}

TEST_F(Withdrawing, Another_mailbox_with_the_same_identity_withdraws_nothing) {
  EXPECT_TRUE(find(with_address("grace+other@example.org")).empty());
}

TEST_F(Withdrawing, An_address_that_is_not_proved_withdraws_nothing) {
  auto visit = it.visit(*letter_, "grace@example.org");
  visit.purpose = Purpose::withdraw;
  EXPECT_EQ(withdraw(visit, {it.index_of(*letter_, grace_)}, false).error().kind, Kind::forbidden);
}

TEST_F(Withdrawing, A_key_file_of_another_server_or_letter_is_refused) {
  const auto index = it.index_of(*letter_, grace_);
  const auto foreign = replaced(grace_.key_file, kOrigin, "elsewhere.example/log");
  EXPECT_EQ(withdraw(with_key_file(foreign), {index}, false).error().field, "key_file");
  const auto other =
      it.publish(folder(replaced(std::string(kToml), "slug = \"close-the-mine\"", "slug = \"other\"")));
  EXPECT_EQ(WithdrawSignature(it.instance(), it.registry().keys())(*other, with_key_file(grace_.key_file),
                                                                   {index}, false)
                .error()
                .field,
            "key_file");
  EXPECT_FALSE(withdraw(with_key_file("ruban key v1\nnonsense\n"), {index}, false));
}

TEST_F(Withdrawing, Twice_is_once) {
  const auto index = it.index_of(*letter_, grace_);
  const auto by_key = with_key_file(grace_.key_file);
  const auto by_address = with_address("grace@example.org");
  must(withdraw(by_key, {index}, false));
  (void)withdraw(by_key, {index}, false);      // the same lines wait already
  (void)withdraw(by_address, {index}, false);  // accepted, and dropped when its turn comes
  it.sequence();
  EXPECT_EQ(neighbours().named, 1U);
  EXPECT_EQ(neighbours().withdrawn, 1U);
  EXPECT_EQ(neighbours().taken_down, 0U);
  EXPECT_FALSE(withdraw(by_key, {index}, false));
}

TEST_F(Withdrawing, Who_withdrew_does_not_sign_again) {
  must(withdraw(with_key_file(grace_.key_file), {it.index_of(*letter_, grace_)}, true));
  it.sequence();
  const auto keys = it.new_visit();
  auto again = it.prove(*letter_, keys, it.visit(*letter_, "grace@example.org"));
  EXPECT_EQ(must(it.sign(*letter_, keys, again)), SignLetter::Outcome::issued_before);
}

}  // namespace
}  // namespace ruban::service::test
