// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/sign_letter.h"

#include <gmock/gmock.h>

#include "ledger/tlog_proof.h"
#include "service/count.h"
#include "service/prove_entry.h"
#include "service/test_instance.h"
#include "signature/key_file.h"
#include "signature/seed.h"
#include "signature/statement.h"

namespace ruban::service::test {
namespace {

class Signing : public ServiceTest {
 protected:
  // The kind and the field of each fault that this visit gets.
  std::vector<std::pair<Kind, std::string>> faults_of(const Visit& visit) {
    std::vector<std::pair<Kind, std::string>> out;
    for (const auto& e : it.request(*letter_, it.new_visit(), visit)) out.emplace_back(e.kind, e.field);
    return out;
  }
  Result<Visit> type(const VisitKeys& keys, std::string_view code) {
    return ConfirmCode(it.instance())(keys, code);
  }
  // Another code than `code`.
  static std::string wrong(std::string code) {
    code.back() = code.back() == '9' ? '0' : static_cast<char>(code.back() + 1);
    return code;
  }
  void expect_issued_before(const std::string& email, const std::string& issuer = "neighbour-email") {
    it.clock.at += 1h;  // another code may be mailed
    const auto keys = it.new_visit();
    auto visit = it.prove(*letter_, keys, it.visit(*letter_, email, issuer));
    EXPECT_EQ(must(it.sign(*letter_, keys, visit)), SignLetter::Outcome::issued_before) << email;
  }
  ClassCount neighbours() {
    return count_letter(it.instance(), *letter_, *it.store().record().published_checkpoint()).classes[1];
  }

  LetterPointer letter_ = it.publish(folder());
};

TEST_F(Signing, A_signature_is_counted_and_proved) {
  const auto visit = it.signed_visit(*letter_, "grace@example.org", "neighbour-email", "Grace Example");
  EXPECT_TRUE(it.store().signatures().is_waiting(letter_->id(), *visit.key));
  it.sequence();
  EXPECT_EQ(neighbours().named, 1U);
  EXPECT_EQ(neighbours().denominator, 412U);

  const auto index = it.index_of(*letter_, visit);
  const auto row = it.store().signatures().signature(letter_->id(), index);
  EXPECT_EQ(row->payload->text, "ruban payload v1\nname Grace Example\n");
  const auto proof = must(ledger::parse_tlog_proof(must(prove_entry(it.instance(), index))));
  const auto opened = ledger::verify_tlog_proof(proof, *proof.extra, it.sequencer().verifier());
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->checkpoint.size, it.store().record().published_checkpoint()->size);
  const auto entry = std::get<ledger::SignEntry>(must(ledger::parse_entry(as_text(*proof.extra))));
  EXPECT_TRUE(signature::statement_verifies(entry));
  EXPECT_EQ(entry.via, ledger::Via::server);
  EXPECT_EQ(entry.epoch, *parse_minute("2018-06-19T14:00Z"));
  EXPECT_EQ(entry.commit, signature::commit(row->payload->salt, row->payload->text));
}

TEST_F(Signing, The_key_file_holds_the_key_of_the_signature) {
  const auto visit = it.signed_visit(*letter_, "grace@example.org");
  const auto file = must(signature::parse_key_file(visit.key_file));
  EXPECT_EQ(file.origin, kOrigin);
  EXPECT_EQ(file.letter, letter_->id());
  EXPECT_EQ(signature::signing_key(file.seed).public_key(), *visit.key);
}

TEST_F(Signing, Pressing_twice_at_once_signs_once_and_keeps_the_key) {
  const auto keys = it.new_visit();
  auto first = it.prove(*letter_, keys, it.visit(*letter_, "grace@example.org"));
  auto second = first;  // both presses have read the visit before either has signed
  EXPECT_EQ(must(it.sign(*letter_, keys, first)), SignLetter::Outcome::accepted);
  EXPECT_EQ(must(it.sign(*letter_, keys, second)), SignLetter::Outcome::issued_before);
  const auto kept = must(open_visit(it.instance(), keys));
  EXPECT_EQ(kept.key, first.key);
  EXPECT_EQ(kept.key_file, first.key_file);
  EXPECT_FALSE(second.key);
}

TEST_F(Signing, A_receipt_waits_for_the_publication) {
  const auto visit = it.signed_visit(*letter_, "grace@example.org");
  must(it.sequencer().step());
  const auto index = it.index_of(*letter_, visit);
  EXPECT_EQ(prove_entry(it.instance(), index).error().kind, Kind::not_found);
  must(it.sequencer().publish());
  EXPECT_TRUE(prove_entry(it.instance(), index));
}

TEST_F(Signing, One_mailbox_signs_once_however_it_is_spelled) {
  it.signed_visit(*letter_, "grace.example@gmail.com");
  expect_issued_before("grace.example@gmail.com");
  it.sequence();
  for (const auto* again :
       {"grace.example@gmail.com", "Grace.Example@GMail.com", "g.r.a.c.e.e.x.a.m.p.l.e@gmail.com",
        "graceexample+second@gmail.com", "graceexample@googlemail.com"}) {
    expect_issued_before(again);
  }
  it.sequence();
  EXPECT_EQ(neighbours().named, 1U);
}

TEST_F(Signing, One_mailbox_signs_once_over_all_classes) {
  it.signed_visit(*letter_, "grace@mine.example", "miner-email");
  expect_issued_before("grace@mine.example", "neighbour-email");
}

TEST_F(Signing, Who_asks_again_gets_the_same_mail_and_no_hint) {
  it.signed_visit(*letter_, "grace@example.org");
  const auto keys = it.new_visit();
  EXPECT_TRUE(it.request(*letter_, keys, it.visit(*letter_, "grace@example.org")).empty());
  EXPECT_FALSE(mail::find_code(it.mail_to("grace@example.org").text).empty());
}

TEST_F(Signing, Only_addresses_of_the_domain_sign_by_domain) {
  EXPECT_THAT(faults_of(it.visit(*letter_, "grace@elsewhere.example", "miner-email")),
              testing::ElementsAre(testing::Pair(testing::_, "email")));
  it.signed_visit(*letter_, "grace@mine.example", "miner-email");
}

TEST_F(Signing, Only_addresses_on_the_list_sign_by_list) {
  auto toml = replaced(std::string(kToml), "slug = \"close-the-mine\"", "slug = \"listed\"");
  toml = replaced(toml, "method = \"email-any\"", "method = \"email-list\"");
  const auto listed = it.publish(folder(toml), {{"neighbour-email", {"Grace.Example@gmail.com"}}});
  it.signed_visit(*listed, "graceexample@gmail.com");  // however it is spelled

  const auto keys = it.new_visit();
  auto other = it.prove(*listed, keys, it.visit(*listed, "eve@example.org"));  // told to nobody before
  EXPECT_EQ(must(it.sign(*listed, keys, other)), SignLetter::Outcome::not_on_list);
  EXPECT_TRUE(other.key_file.empty());
  it.sequence();
  EXPECT_EQ(it.store().signatures().counts(listed->id(), 10).size(), 1U);
}

TEST_F(Signing, Faults_are_told_by_field_and_all_at_once) {
  auto visit = it.visit(*letter_, "grace", "nothing-email", "=1+1");
  visit.comment = "See https://example.org";
  EXPECT_THAT(faults_of(visit), testing::UnorderedElementsAre(testing::Pair(testing::_, "name"),
                                                              testing::Pair(testing::_, "comment"),
                                                              testing::Pair(testing::_, "email")));
  EXPECT_THAT(faults_of(it.visit(*letter_, "grace@example.org", "nothing-email")),
              testing::ElementsAre(testing::Pair(testing::_, "issuer")));
  EXPECT_FALSE(it.store().outbox().oldest_untried());
}

TEST_F(Signing, Nothing_is_signed_without_the_code) {
  const auto keys = it.new_visit();
  auto visit = it.visit(*letter_, "grace@example.org");
  EXPECT_TRUE(it.request(*letter_, keys, visit).empty());
  EXPECT_EQ(it.sign(*letter_, keys, visit).error().kind, Kind::forbidden);
}

TEST_F(Signing, Five_wrong_codes_void_the_right_one) {
  const auto keys = it.new_visit();
  EXPECT_TRUE(it.request(*letter_, keys, it.visit(*letter_, "grace@example.org")).empty());
  const auto code = mail::find_code(it.mail_to("grace@example.org").text);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(type(keys, wrong(code)).error().kind, Kind::unauthorised);
  EXPECT_EQ(type(keys, wrong(code)).error().kind, Kind::too_many);
  EXPECT_EQ(type(keys, code).error().kind, Kind::too_many);
}

TEST_F(Signing, What_is_no_code_costs_no_try) {
  const auto keys = it.new_visit();
  EXPECT_TRUE(it.request(*letter_, keys, it.visit(*letter_, "grace@example.org")).empty());
  const auto code = mail::find_code(it.mail_to("grace@example.org").text);
  for (int i = 0; i < 6; ++i) EXPECT_EQ(type(keys, "hello").error().kind, Kind::invalid);
  EXPECT_TRUE(type(keys, code));
}

TEST_F(Signing, A_code_serves_once_and_only_the_visit_that_asked) {
  const auto keys = it.new_visit(), others = it.new_visit();
  EXPECT_TRUE(it.request(*letter_, keys, it.visit(*letter_, "grace@example.org")).empty());
  const auto code = mail::find_code(it.mail_to("grace@example.org").text);
  EXPECT_TRUE(it.request(*letter_, others, it.visit(*letter_, "eve@example.org")).empty());
  EXPECT_EQ(type(others, code).error().kind, Kind::unauthorised);
  EXPECT_TRUE(type(keys, code));
  EXPECT_EQ(type(keys, code).error().kind, Kind::gone);
}

TEST_F(Signing, A_code_lives_an_hour) {
  const auto keys = it.new_visit();
  EXPECT_TRUE(it.request(*letter_, keys, it.visit(*letter_, "grace@example.org")).empty());
  const auto code = mail::find_code(it.mail_to("grace@example.org").text);
  it.clock.at += 60min;
  EXPECT_EQ(type(keys, code).error().kind, Kind::gone);
}

TEST_F(Signing, The_newest_code_counts_and_the_fourth_of_an_hour_is_not_mailed) {
  const auto keys = it.new_visit();
  const auto visit = it.visit(*letter_, "grace@example.org");
  std::string code;
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(it.request(*letter_, keys, visit).empty());
    const auto newer = mail::find_code(it.mail_to("grace@example.org").text);
    if (!code.empty()) {
      EXPECT_FALSE(type(keys, code));
    }
    code = newer;
  }
  EXPECT_TRUE(it.request(*letter_, keys, visit).empty());  // the same answer
  EXPECT_FALSE(it.store().outbox().oldest_untried());
  EXPECT_TRUE(type(keys, code));  // the third still serves
}

TEST_F(Signing, A_code_proves_the_address_that_it_was_sent_to_and_no_other_spelling_of_it) {
  const auto keys = it.new_visit();
  std::string code;
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(it.request(*letter_, keys, it.visit(*letter_, "grace+eve@example.org")).empty());
    code = mail::find_code(it.mail_to("grace+eve@example.org").text);
  }
  // No fourth mail goes out.
  EXPECT_TRUE(it.request(*letter_, keys, it.visit(*letter_, "grace@example.org")).empty());
  EXPECT_FALSE(type(keys, code));
}

// Else who owns one mailbox would learn whether somebody has asked for codes of another one.
TEST_F(Signing, A_code_is_gone_once_another_mailbox_was_named_whether_that_got_one_or_not) {
  const auto keys = it.new_visit(), others = it.new_visit();
  const auto mine = it.visit(*letter_, "eve@example.org");
  for (const auto* theirs : {"grace@example.org", "ada@example.org"}) {
    it.clock.at += 1h;
    if (theirs == std::string("ada@example.org")) {  // who has asked as often as one may
      for (int i = 0; i < 3; ++i) it.request(*letter_, it.new_visit(), it.visit(*letter_, theirs));
    }
    EXPECT_TRUE(it.request(*letter_, keys, mine).empty());
    const auto code = mail::find_code(it.mail_to("eve@example.org").text);
    for (int i = 0; i < 2; ++i) EXPECT_TRUE(it.request(*letter_, others, mine).empty());
    EXPECT_TRUE(it.request(*letter_, keys, it.visit(*letter_, theirs)).empty());
    EXPECT_TRUE(it.request(*letter_, keys, mine).empty());  // the fourth, which isn't mailed
    EXPECT_EQ(type(keys, code).error().kind, Kind::unauthorised) << theirs;
  }
}

TEST_F(Signing, A_letter_takes_signatures_only_while_it_is_open) {
  auto toml = replaced(std::string(kToml), "slug = \"close-the-mine\"", "slug = \"later\"");
  toml = replaced(toml, "opens = 2018-06-19T14:00:00Z",
                  "opens = 2018-06-20T14:00:00Z\ncloses = 2018-06-21T14:00:00Z");
  const auto later = it.publish(folder(toml));
  const auto faults = it.request(*later, it.new_visit(), it.visit(*later, "grace@example.org"));
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].kind, Kind::conflict);

  it.clock.at = *parse_rfc3339("2018-06-21T13:59:00Z");
  const auto keys = it.new_visit();
  auto visit = it.prove(*later, keys, it.visit(*later, "grace@example.org"));
  it.clock.at = *parse_rfc3339("2018-06-21T14:00:00Z");
  EXPECT_EQ(it.sign(*later, keys, visit).error().kind, Kind::conflict);
}

TEST_F(Signing, Wishes_for_news_are_kept_apart) {
  const auto keys = it.new_visit();
  auto wish = it.visit(*letter_, "grace@example.org");
  wish.updates = true;
  auto visit = it.prove(*letter_, keys, wish);
  must(it.sign(*letter_, keys, visit));
  EXPECT_TRUE(it.store().visits().unsubscribe(letter_->id(), "grace@example.org"));
}

}  // namespace
}  // namespace ruban::service::test
