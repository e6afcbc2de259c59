// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/issue_credential.h"

#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "service/test_signer.h"

namespace ruban::service::test {
namespace {

class Issuing : public ServiceTest {
 protected:
  TestSigner signer(const std::string& issuer = "neighbour-email") { return {it, letter_, issuer}; }
  std::uint64_t issued() {
    std::uint64_t all = 0;
    for (const auto& [label, total] : it.store().signatures().issued(letter_->id())) all += total;
    return all;
  }

  LetterPointer letter_ = it.publish(folder());
  IssueCredential issue_{it.instance(), it.registry().keys()};
};

TEST_F(Issuing, Who_has_proved_an_address_gets_a_credential_that_verifies) {
  auto grace = signer();
  grace.get_credential(issue_, "grace@example.org");
  EXPECT_EQ(grace.cred().size(), grace.issuer_key().size());
  EXPECT_EQ(issued(), 1U);
}

TEST_F(Issuing, No_name_is_needed_for_a_credential) {
  EXPECT_FALSE(signer().ask("grace@example.org").empty());
}

TEST_F(Issuing, The_same_value_gets_the_same_answer_also_in_a_later_visit) {
  auto grace = signer();
  grace.prove("grace@example.org");
  const auto first = must(grace.issue(issue_));
  EXPECT_EQ(must(grace.issue(issue_)), first);
  it.clock.at += 2h;  // the visit is over
  EXPECT_EQ(grace.issue(issue_).error().kind, Kind::gone);
  grace.prove("grace@example.org");
  EXPECT_EQ(must(grace.issue(issue_)), first);
  EXPECT_EQ(issued(), 1U);
}

TEST_F(Issuing,
       Another_value_of_the_same_mailbox_is_refused_however_it_is_spelled_and_whatever_became_of_it) {
  auto grace = signer();
  grace.get_credential(issue_, "grace.example@gmail.com");
  const auto again = [&](const std::string& email, const std::string& issuer) {
    it.clock.at += 1h;
    auto other = signer(issuer);
    other.prove(email);
    return other.issue(issue_).error();
  };
  const auto unused = again("graceexample+2@gmail.com", "neighbour-email");
  EXPECT_EQ(unused.kind, Kind::conflict);
  AnonymitySets sets(it.instance());
  must(AcceptSignature(it.instance(), sets)(*letter_, grace.statement()));
  EXPECT_EQ(again("GraceExample@googlemail.com", "neighbour-email"), unused);
  it.sequence();
  EXPECT_EQ(again("grace.example@gmail.com", "neighbour-email"), unused);
  it.signed_visit(*letter_, "ada@example.org");  // by the form
  EXPECT_EQ(again("ada@example.org", "neighbour-email"), unused);
  it.signed_visit(*letter_, "ada@mine.example", "miner-email");
  EXPECT_EQ(again("ada@mine.example", "neighbour-email"), unused);
  EXPECT_EQ(issued(), 3U);
}

TEST_F(Issuing, Who_has_a_credential_does_not_sign_by_the_form_as_well) {
  signer().get_credential(issue_, "grace@example.org");
  it.clock.at += 1h;
  const auto keys = it.new_visit();
  auto visit = it.prove(*letter_, keys, it.visit(*letter_, "grace@example.org"));
  EXPECT_EQ(must(it.sign(*letter_, keys, visit)), SignLetter::Outcome::issued_before);
}

TEST_F(Issuing, A_bad_value_is_refused_before_anything_else_is_looked_at) {
  auto grace = signer();  // has proved nothing
  const auto& n = grace.issuer_key().modulus();
  auto n_minus_1 = n;
  n_minus_1.back() &= 0xfe;
  Bytes zero(n.size()), one(n.size()), larger(n.size(), 0xff);
  one.back() = 1;
  auto longer = grace.request().blinding.blinded;
  longer.push_back(0);
  auto shorter = grace.request().blinding.blinded;
  shorter.pop_back();
  const auto expect_refused = [&](const Bytes& value) {
    const auto refused = issue_(*letter_, grace.keys(), "neighbour-email", value);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Kind::invalid);
    EXPECT_EQ(refused.error().field, "blinded");
  };
  for (const auto& value : {zero, one, n_minus_1, n, larger, longer, shorter, Bytes()}) expect_refused(value);
  grace.prove("grace@example.org");
  for (const auto& value : {zero, one, n_minus_1, n, larger, longer, shorter, Bytes()}) expect_refused(value);
  EXPECT_EQ(issued(), 0U);
  EXPECT_TRUE(grace.issue(issue_));
}

TEST_F(Issuing, Nothing_is_issued_without_the_code_or_for_another_issuer_or_letter) {
  auto grace = signer();
  EXPECT_EQ(grace.issue(issue_).error().kind, Kind::gone);  // nobody asked
  const auto code = grace.ask("grace@example.org");
  EXPECT_EQ(grace.issue(issue_).error().kind, Kind::forbidden);
  must(ConfirmCode(it.instance())(grace.keys(), code));
  const auto value = signer("miner-email").request().blinding.blinded;
  EXPECT_EQ(issue_(*letter_, grace.keys(), "miner-email", value).error().kind, Kind::forbidden);
  EXPECT_EQ(issue_(*letter_, grace.keys(), "nobody-email", value).error().field, "issuer");
  const auto other = it.publish(folder(replaced(std::string(kToml), "close-the-mine", "another")));
  EXPECT_FALSE(issue_(*other, grace.keys(), "neighbour-email", grace.request().blinding.blinded));
  EXPECT_EQ(issued(), 0U);
}

TEST_F(Issuing, A_visit_for_the_form_gets_no_credential_and_one_for_a_credential_does_not_sign) {
  auto grace = signer();
  it.prove(*letter_, grace.keys(), it.visit(*letter_, "grace@example.org"));
  EXPECT_EQ(grace.issue(issue_).error().kind, Kind::forbidden);
  auto ada = signer();
  ada.prove("ada@example.org");
  auto visit = must(open_visit(it.instance(), ada.keys()));
  EXPECT_FALSE(it.sign(*letter_, ada.keys(), visit));
  EXPECT_EQ(issued(), 0U);
}

TEST_F(Issuing, Only_who_is_on_the_list_gets_one_and_is_told_after_the_code) {
  auto toml = replaced(std::string(kToml), "slug = \"close-the-mine\"", "slug = \"listed\"");
  toml = replaced(toml, "method = \"email-any\"", "method = \"email-list\"");
  const auto listed = it.publish(folder(toml), {{"neighbour-email", {"grace@example.org"}}});
  TestSigner grace(it, listed), eve(it, listed);
  grace.get_credential(issue_, "grace@example.org");
  eve.prove("eve@example.org");
  EXPECT_EQ(eve.issue(issue_).error(), refusal(Grant::not_on_list, letter::Method::email_list));
}

TEST_F(Issuing, Ten_repeats_are_answered_in_an_hour) {
  auto grace = signer();
  grace.prove("grace@example.org");
  for (int i = 0; i <= IssueCredential::kRepeatsPerHour; ++i) EXPECT_TRUE(grace.issue(issue_)) << i;
  EXPECT_EQ(grace.issue(issue_).error().kind, Kind::too_many);
  it.clock.at += 60min;
  grace.prove("grace@example.org");
  EXPECT_TRUE(grace.issue(issue_));
}

TEST_F(Issuing, Two_at_once_with_one_identity_get_one_credential) {
  auto first = signer(), second = signer();
  first.prove("grace@example.org");
  second.prove("grace@example.org");
  Result<Bytes> one, other;
  std::thread at_once([&] { one = first.issue(issue_); });
  other = second.issue(issue_);
  at_once.join();
  EXPECT_NE(one.has_value(), other.has_value());
  EXPECT_EQ(issued(), 1U);
}

TEST_F(Issuing, Nothing_is_issued_once_the_letter_is_closed) {
  auto grace = signer();
  grace.prove("grace@example.org");
  must(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::closed));
  EXPECT_EQ(grace.issue(issue_).error().kind, Kind::conflict);
  it.sequence();
  EXPECT_EQ(grace.issue(issue_).error().kind, Kind::conflict);
}

TEST_F(Issuing, The_store_keeps_the_hash_of_the_request_and_nothing_else_of_it) {
  auto grace = signer();
  grace.get_credential(issue_, "grace@example.org");
  const auto blinded = grace.request().blinding.blinded;
  const auto key = grace.key();
  for (const auto& file : std::filesystem::directory_iterator(it.path())) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    for (const auto secret : {ByteView(blinded), ByteView(grace.cred()), key.view()}) {
      EXPECT_EQ(bytes.find(as_text(secret.first(16))), std::string::npos) << file.path();
    }
  }
}

}  // namespace
}  // namespace ruban::service::test
