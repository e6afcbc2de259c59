// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/accept_signature.h"

#include <gmock/gmock.h>

#include "audit/recount.h"
#include "service/test_signer.h"
#include "signature/statement.h"

namespace ruban::service::test {
namespace {

class Accepting : public ServiceTest {
 protected:
  Accepting() { grace_.get_credential(issue_, "grace@example.org"); }

  Error fault_of(SignedStatement statement) {
    const auto accepted = accept_(*letter_, std::move(statement));
    EXPECT_FALSE(accepted);
    return accepted ? Error() : accepted.error();
  }
  // The statement of grace_ with a line changed and signed anew.
  SignedStatement changed(const std::function<void(ledger::SignEntry&)>& change) const {
    auto statement = grace_.statement();
    auto entry = std::get<ledger::SignEntry>(must(ledger::with_time(statement.lines, letter_->letter.opens)));
    change(entry);
    const auto key = signature::signing_key(grace_.seed());
    entry.sig = key.sign(as_bytes(ledger::signed_part(entry)));
    statement.lines = ledger::without_time(entry);
    return statement;
  }
  std::uint64_t named() { return it.store().signatures().counts(letter_->id(), 1000).at(0).named; }

  LetterPointer letter_ = it.publish(folder());
  IssueCredential issue_{it.instance(), it.registry().keys()};
  AnonymitySets sets_{it.instance()};
  AcceptSignature accept_{it.instance(), sets_};
  TestSigner grace_{it, letter_};
};

TEST_F(Accepting, A_signature_from_elsewhere_is_counted_and_says_so) {
  must(accept_(*letter_, grace_.statement()));
  it.sequence();
  EXPECT_EQ(named(), 1U);
  const auto index = it.store().signatures().index_of(letter_->id(), grace_.key());
  ASSERT_TRUE(index);
  const auto row = it.store().signatures().signature(letter_->id(), *index);
  EXPECT_EQ(row->via, ledger::Via::client);
  EXPECT_EQ(row->payload->text, "ruban payload v1\nname Grace Example\n");
  EXPECT_EQ(it.store().signatures().search(letter_->id(), {"grace"}, {}, 10, 1000).size(), 1U);

  audit::Recount recount;
  const auto size = it.store().record().published_checkpoint()->size;
  for (const auto& entry : it.store().record().entries(0, size)) EXPECT_TRUE(recount.add(entry).valid());
  EXPECT_TRUE(recount.findings().empty());
}

TEST_F(Accepting, The_same_entry_again_is_answered_the_same_whatever_became_of_it) {
  const auto again = [&] { return accept_(*letter_, grace_.statement()).has_value(); };
  EXPECT_TRUE(again());
  EXPECT_TRUE(again());
  it.sequence();
  EXPECT_TRUE(again());
  must(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::closed));
  EXPECT_TRUE(again());
  it.sequence();
  EXPECT_EQ(named(), 1U);
}

TEST_F(Accepting, A_key_signs_once) {
  must(accept_(*letter_, grace_.statement("Grace Example")));
  EXPECT_EQ(fault_of(grace_.statement("Grace Sample")).kind, Kind::conflict);
  it.sequence();
  EXPECT_EQ(fault_of(grace_.statement("Grace Sample")).kind, Kind::conflict);
}

TEST_F(Accepting, Only_the_credential_of_this_letter_and_issuer_and_key_counts) {
  auto other_key = TestSigner(it, letter_);
  const auto theirs =
      std::get<ledger::SignEntry>(must(ledger::with_time(grace_.statement().lines, letter_->letter.opens)));
  const auto stolen = sign_by_name(letter_->id(), "neighbour-email", ledger::Via::client, grace_.cred(),
                                   TestSigner::payload("Eve"), other_key.seed());
  EXPECT_EQ(fault_of(stolen).message, audit::sentence_of(audit::Reason::wrong_credential));
  EXPECT_EQ(fault_of(changed([](auto& e) { e.issuer = "miner-email"; })).message,
            audit::sentence_of(audit::Reason::wrong_credential));
  EXPECT_EQ(fault_of(changed([](auto& e) { e.issuer = "nobody-email"; })).message,
            audit::sentence_of(audit::Reason::unknown_issuer));
  EXPECT_EQ(fault_of(changed([](auto& e) { e.cred_nonce.bytes[0] ^= 1; })).message,
            audit::sentence_of(audit::Reason::wrong_credential));
  EXPECT_EQ(fault_of(changed([](auto& e) { e.cred[7] ^= 1; })).message,
            audit::sentence_of(audit::Reason::wrong_credential));

  const auto other = it.publish(folder(replaced(std::string(kToml), "close-the-mine", "another")));
  EXPECT_FALSE(accept_(*other, grace_.statement()));  // says another letter
  const auto moved = sign_by_name(other->id(), "neighbour-email", ledger::Via::client, grace_.cred(),
                                  TestSigner::payload("Grace"), grace_.seed());
  const auto refused = accept_(*other, moved);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, audit::sentence_of(audit::Reason::wrong_credential));
  EXPECT_EQ(theirs.letter, letter_->id());
  it.sequence();
  EXPECT_TRUE(it.store().signatures().counts(letter_->id(), 1000).empty());
}

TEST_F(Accepting, A_wrong_signature_is_refused) {
  auto statement = grace_.statement();
  auto entry = std::get<ledger::SignEntry>(must(ledger::with_time(statement.lines, letter_->letter.opens)));
  entry.sig.bytes[3] ^= 1;
  statement.lines = ledger::without_time(entry);
  EXPECT_EQ(fault_of(statement).message, audit::sentence_of(audit::Reason::wrong_signature));
}

TEST_F(Accepting, The_text_is_the_one_that_the_entry_commits_to) {
  auto other_text = grace_.statement();
  other_text.payload->text = "ruban payload v1\nname Eve Example\n";
  EXPECT_EQ(fault_of(other_text).field, "salt");
  auto other_salt = grace_.statement();
  other_salt.payload->salt.bytes[0] ^= 1;
  EXPECT_EQ(fault_of(other_salt).field, "salt");
  auto none = grace_.statement();
  none.payload.reset();
  EXPECT_EQ(fault_of(none).field, "payload");
  EXPECT_EQ(fault_of(changed([](auto& e) { e.commit.reset(); })).field, "payload");
}

TEST_F(Accepting, Only_texts_that_may_stand_under_a_letter_are_taken) {
  const auto with_text = [&](const std::string& text) {
    auto statement =
        changed([&](auto& e) { e.commit = signature::commit(signature::commit_salt(grace_.seed()), text); });
    statement.payload->text = text;
    return fault_of(statement).field;
  };
  for (const auto* text :
       {"", "Grace", "ruban payload v1\nname https://example.org\n", "ruban payload v1\nname Grace Example",
        "ruban payload v1\nname Grace Example\nname Grace Example\n", "ruban payload v1\nname =1+1\n",
        "ruban payload v1\nname Grace\xff\n", "ruban payload v1\nname Grace Example\nsshsig AAAA\n"}) {
    EXPECT_EQ(with_text(text), "payload") << text;
  }
}

TEST_F(Accepting, Comments_are_taken_where_the_letter_takes_them) {
  auto payload = TestSigner::payload("Grace Example");
  payload.comment = must(signature::Comment::parse("The dust lies on everything."));
  auto toml = replaced(std::string(kToml), "slug = \"close-the-mine\"", "slug = \"terse\"");
  const auto terse = it.publish(folder(replaced(toml, "comments = true", "comments = false")));
  TestSigner ada(it, terse);
  ada.get_credential(issue_, "ada@example.org");
  EXPECT_EQ(accept_(*terse, ada.statement(payload)).error().field, "payload");
  EXPECT_TRUE(accept_(*letter_, grace_.statement(payload)));
}

TEST_F(Accepting, What_only_the_server_says_is_not_taken_from_elsewhere) {
  EXPECT_EQ(fault_of(grace_.statement("Grace Example", ledger::Via::server)).field, "entry");
}

TEST_F(Accepting, An_anonymous_signature_needs_a_letter_that_takes_them) {
  auto anonymous = changed([](auto& e) {
    e.mode = ledger::Mode::anon;
    e.commit.reset();
  });
  anonymous.payload.reset();
  EXPECT_EQ(fault_of(anonymous).message, audit::sentence_of(audit::Reason::mode_not_allowed));
}

TEST_F(Accepting, What_is_no_entry_is_refused) {
  const auto lines = grace_.statement().lines;
  for (const auto& text : {std::string(), std::string("ruban/v1 sign\n"), lines + "epoch 2018-06-19T14:00Z\n",
                           lines + lines, lines.substr(0, lines.size() - 1), "x" + lines,
                           "ruban/v1 erase\nletter " + to_base64(letter_->id().view()) + "\nindex 1\n"}) {
    auto statement = grace_.statement();
    statement.lines = text;
    EXPECT_EQ(fault_of(statement).field, "entry") << text;
  }
}

TEST_F(Accepting, A_closed_letter_takes_none) {
  must(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::closed));
  it.sequence();
  EXPECT_EQ(fault_of(grace_.statement()).kind, Kind::conflict);
}

TEST_F(Accepting, What_is_accepted_while_the_end_waits_is_counted) {
  must(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::closed));
  must(accept_(*letter_, grace_.statement()));
  it.sequence();
  EXPECT_EQ(named(), 1U);
}

TEST_F(Accepting, An_accepted_signature_survives_the_process) {
  must(accept_(*letter_, grace_.statement()));
  EXPECT_TRUE(it.store().signatures().is_waiting(letter_->id(), grace_.key()));
  TestInstance later(it.path());
  EXPECT_TRUE(later.store().signatures().is_waiting(letter_->id(), grace_.key()));
}

}  // namespace
}  // namespace ruban::service::test
