// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/propose_quote.h"

#include "service/accept_withdrawal.h"
#include "service/end_letter.h"
#include "service/rebuild.h"
#include "service/test_signer.h"
#include "signature/quote.h"
#include "signature/statement.h"

namespace ruban::service::test {
namespace {

class Quoting : public ServiceTest {
 protected:
  struct Said {
    std::string lines;
    store::Payload text;
    Commitment commit;
  };
  Said say(const std::string& words, EntryIndex index, const TestSigner& signer) {
    Said out;
    out.text = {signature::format_quote(must(signature::Comment::parse(words))), random_.fixed<Salt>()};
    out.commit = signature::commit(out.text.salt, out.text.text);
    out.lines = ledger::without_time(
        signature::quote_statement(signature::signing_key(signer.seed()), letter_->id(), index, out.commit));
    return out;
  }
  Said say(const std::string& words) { return say(words, index_, grace_); }
  Result<void> propose(const Said& said) {
    return propose_quote(it.instance(), *letter_, said.lines, said.text);
  }
  store::QuoteStore& quotes() { return it.store().quotes(); }
  std::vector<store::QuoteRow> published() {
    return quotes().published(letter_->id(), it.store().record().published_checkpoint()->size, 10);
  }
  EntryIndex sign(TestSigner& signer, const std::string& email) {
    IssueCredential issue(it.instance(), it.registry().keys());
    signer.get_credential(issue, email);
    AnonymitySets sets(it.instance());
    must(AcceptSignature(it.instance(), sets)(*letter_, signer.statement()));
    it.sequence();
    return it.store().signatures().index_of(letter_->id(), signer.key()).value();
  }

  crypto::SystemRandom random_;
  LetterPointer letter_ = it.publish(folder());
  TestSigner grace_{it, letter_}, ada_{it, letter_};
  EntryIndex index_ = sign(grace_, "grace@example.org");
};

TEST_F(Quoting, A_statement_is_public_once_the_organisers_have_approved_it_and_not_before) {
  const auto said = say("They promised. Nothing was done.");
  must(propose(said));
  it.sequence();
  EXPECT_TRUE(published().empty());
  ASSERT_EQ(quotes().proposed(letter_->id(), 10).size(), 1U);
  EXPECT_EQ(quotes().proposed(letter_->id(), 10)[0].text, said.text);
  must(quotes().approve(letter_->id(), said.commit));
  it.sequence();
  ASSERT_EQ(published().size(), 1U);
  const auto row = published()[0];
  EXPECT_EQ(row.text, said.text);
  EXPECT_EQ(row.signature, index_);
  EXPECT_EQ(row.issuer, "neighbour-email");
  EXPECT_TRUE(row.time);
  const auto entry = it.store().record().entries(row.index.value(), 1).at(0);
  EXPECT_TRUE(entry.starts_with(said.lines));
  EXPECT_EQ(entry.find("promised"), std::string::npos);
  EXPECT_TRUE(quotes().proposed(letter_->id(), 10).empty());
}

TEST_F(Quoting, The_same_again_is_the_same_and_three_are_as_many_as_wait) {
  const auto said = say("Once.");
  must(propose(said));
  must(propose(said));
  EXPECT_EQ(quotes().proposed(letter_->id(), 10).size(), 1U);
  must(propose(say("Twice.")));
  must(propose(say("Three times.")));
  const auto fourth = propose(say("Four times."));
  ASSERT_FALSE(fourth);
  EXPECT_EQ(fourth.error().kind, Kind::too_many);
  EXPECT_TRUE(quotes().drop(letter_->id(), said.commit));
  must(propose(say("Four times.")));
}

TEST_F(Quoting, Only_the_key_of_a_standing_signature_speaks_for_it) {
  EXPECT_EQ(propose(say("Not mine.", index_, ada_)).error().field, "entry");
  EXPECT_EQ(propose(say("Nobody’s.", 0, grace_)).error().kind, Kind::not_found);
  auto changed = say("This.");
  changed.text.text = signature::format_quote(must(signature::Comment::parse("That.")));
  EXPECT_EQ(propose(changed).error().field, "payload");
  auto unsalted = say("This.");
  unsalted.text.salt = Salt();
  EXPECT_EQ(propose(unsalted).error().field, "payload");
  const auto other = it.publish(folder(replaced(std::string(kToml), "close-the-mine", "open-the-mine")));
  const auto said = say("This.");
  EXPECT_EQ(propose_quote(it.instance(), *other, said.lines, said.text).error().field, "entry");
  EXPECT_FALSE(propose_quote(it.instance(), *letter_, "ruban/v1 quote\n", said.text));
  EXPECT_TRUE(quotes().proposed(letter_->id(), 10).empty());
}

TEST_F(Quoting, Who_withdraws_takes_their_words_along) {
  const auto waiting = say("It waits."), out = say("It is out.");
  must(propose(waiting));
  must(propose(out));
  must(quotes().approve(letter_->id(), out.commit));
  it.sequence();
  ASSERT_EQ(published().size(), 1U);
  AcceptWithdrawal withdraw(it.instance());
  must(withdraw(*letter_, ledger::without_time(signature::withdraw_statement(
                              signature::signing_key(grace_.seed()), letter_->id(), index_))));
  it.sequence();
  EXPECT_TRUE(published().empty());
  EXPECT_TRUE(quotes().proposed(letter_->id(), 10).empty());
  EXPECT_EQ(propose(say("Again.")).error().kind, Kind::not_found);
}

TEST_F(Quoting, A_signature_taken_down_before_the_entry_has_its_place_leaves_no_quote_in_the_record) {
  const auto said = say("Too late.");
  must(propose(said));
  must(quotes().approve(letter_->id(), said.commit));
  must(take_down(it.instance(), *letter_, index_, ledger::TakedownReason::abuse));
  EXPECT_TRUE(quotes().proposed(letter_->id(), 10).empty());  // at once
  it.sequence();
  EXPECT_TRUE(published().empty());
  const auto size = it.store().record().published_checkpoint()->size;
  for (const auto& text : it.store().record().entries(0, size))
    EXPECT_FALSE(text.starts_with("ruban/v1 quote"));
}

TEST_F(Quoting, What_is_dropped_is_gone_and_its_entry_never_comes) {
  const auto said = say("Never mind.");
  must(propose(said));
  must(quotes().approve(letter_->id(), said.commit));
  EXPECT_TRUE(quotes().drop(letter_->id(), said.commit));
  EXPECT_FALSE(quotes().drop(letter_->id(), said.commit));
  it.sequence();
  EXPECT_TRUE(published().empty());
  EXPECT_EQ(quotes().approve(letter_->id(), said.commit).error().kind, Kind::not_found);
}

TEST_F(Quoting, What_was_dropped_and_proposed_again_is_not_public_whatever_the_record_holds) {
  const auto said = say("Out, and away.");
  must(propose(said));
  must(quotes().approve(letter_->id(), said.commit));
  it.sequence();
  ASSERT_EQ(published().size(), 1U);
  EXPECT_TRUE(quotes().drop(letter_->id(), said.commit));
  must(propose(said));
  it.store().record().release_lease();
  must(rebuild(it.instance()));
  EXPECT_TRUE(published().empty());
  EXPECT_EQ(quotes().proposed(letter_->id(), 10).size(), 1U);
}

TEST_F(Quoting, What_nobody_has_read_is_forgotten_and_the_day_tells_no_hour) {
  must(propose(say("Hello?")));
  it.clock.at += kQuoteLife;
  EXPECT_EQ(quotes().forget_expired(it.clock.at), 0U);
  it.clock.at = std::chrono::ceil<std::chrono::days>(it.clock.at);
  EXPECT_EQ(quotes().forget_expired(it.clock.at), 1U);
  EXPECT_TRUE(quotes().proposed(letter_->id(), 10).empty());
}

TEST_F(Quoting, Rebuilding_finds_the_same) {
  const auto said = say("It stays.");
  must(propose(said));
  must(quotes().approve(letter_->id(), said.commit));
  it.sequence();
  const auto before = published();
  it.store().record().release_lease();
  must(rebuild(it.instance()));
  ASSERT_EQ(published().size(), 1U);
  EXPECT_EQ(published()[0].index, before[0].index);
  EXPECT_EQ(published()[0].text, said.text);
}

}  // namespace
}  // namespace ruban::service::test
