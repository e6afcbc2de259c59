// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/invite.h"

#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "service/accept_signature.h"
#include "service/end_letter.h"
#include "service/present_invitation.h"
#include "service/test_signer.h"

namespace ruban::service::test {
namespace {

std::string by_invitation() {
  auto toml = replaced(std::string(kToml), "label = \"neighbour-email\"", "label = \"neighbour-invitation\"");
  return replaced(toml, "method = \"email-any\"", "method = \"invitation\"");
}

class Inviting : public ServiceTest {
 protected:
  static constexpr auto kIssuer = "neighbour-invitation";

  // Gives the codes, as the people hold them.
  std::vector<std::string> invite_people(std::size_t many, bool more = false) {
    Invitations out{kIssuer, {}, {}, more};
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < many; ++i) {
      out.codes.push_back(eligibility::Invitation::draw(random_));
      codes.push_back(out.codes.back().shown());
    }
    must(invite(it.instance(), it.registry().keys(), *letter_, std::move(out)));
    return codes;
  }
  static eligibility::Invitation read(const std::string& code) {
    return must(eligibility::Invitation::parse(code));
  }
  Result<Bytes> issue(const TestSigner& signer, const std::string& code) {
    return issue_(*letter_, read(code), kIssuer, signer.request().blinding.blinded);
  }
  // Nothing on a page tells of it.
  std::uint64_t issued() {
    for (const auto& [label, total] : it.store().signatures().issued(letter_->id())) {
      if (label == kIssuer) return total;
    }
    return 0;
  }
  Visit visit(const std::string& code, const std::string& name = "Grace Example") {
    auto out = it.visit(*letter_, "", kIssuer, name);
    out.invitation = code;
    return out;
  }
  std::vector<Error> present(const VisitKeys& keys, const Visit& visit) {
    return present_invitation(it.instance(), it.registry().keys(), *letter_, keys, visit);
  }

  crypto::SystemRandom random_;
  LetterPointer letter_ = it.publish(folder(by_invitation()));
  IssueCredential issue_{it.instance(), it.registry().keys()};
};

TEST_F(Inviting, A_code_gets_one_credential_and_the_same_request_the_same_answer) {
  const auto codes = invite_people(2);
  TestSigner grace(it, letter_, kIssuer), ada(it, letter_, kIssuer);
  const auto first = must(issue(grace, codes[0]));
  grace.take(first);
  EXPECT_EQ(must(issue(grace, codes[0])), first);
  const auto used = issue(ada, codes[0]);
  ASSERT_FALSE(used);
  EXPECT_EQ(used.error(), refusal(Grant::issued_before, letter::Method::invitation));
  EXPECT_EQ(used.error().kind, Kind::conflict);
  EXPECT_EQ(issued(), 1U);
  ada.take(must(issue(ada, codes[1])));
  EXPECT_EQ(issued(), 2U);
  AnonymitySets sets(it.instance());
  AcceptSignature accept(it.instance(), sets);
  EXPECT_TRUE(accept(*letter_, grace.statement()));
  EXPECT_TRUE(accept(*letter_, ada.statement("Ada Example")));
}

TEST_F(Inviting, A_code_that_nobody_was_given_gets_nothing) {
  invite_people(1);
  TestSigner eve(it, letter_, kIssuer);
  const auto made_up = eligibility::Invitation::draw(random_).shown();
  const auto refused = issue(eve, made_up);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::forbidden);
  EXPECT_EQ(refused.error().field, "invitation");
  EXPECT_EQ(issued(), 0U);
}

TEST_F(Inviting, A_code_is_good_for_its_own_letter_and_group_alone) {
  const auto codes = invite_people(1);
  const auto code = read(codes[0]);
  TestSigner grace(it, letter_, kIssuer);
  const auto blinded = grace.request().blinding.blinded;
  const auto miner = TestSigner(it, letter_, "miner-email").request().blinding.blinded;
  EXPECT_EQ(issue_(*letter_, code, "miner-email", miner).error().field, "issuer");
  EXPECT_EQ(issue_(*letter_, code, "nobody-invitation", blinded).error().field, "issuer");
  const auto other =
      it.publish(folder(replaced(by_invitation(), "slug = \"close-the-mine\"", "slug = \"open-the-mine\"")));
  TestSigner there(it, other, kIssuer);
  EXPECT_EQ(issue_(*other, code, kIssuer, there.request().blinding.blinded).error().kind, Kind::forbidden);
}

TEST_F(Inviting, An_address_proves_nothing_where_people_are_invited) {
  invite_people(1);
  auto asked = it.visit(*letter_, "grace@example.org", kIssuer);
  const auto faults = it.request(*letter_, it.new_visit(), asked);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].field, "issuer");
  const auto address = must(eligibility::EmailAddress::parse("grace@example.org"));
  EXPECT_FALSE(right_of(it.instance(), it.registry().keys(), *letter_, kIssuer, address));
}

TEST_F(Inviting, Two_browsers_with_one_code_get_one_credential) {
  const auto codes = invite_people(1);
  TestSigner one(it, letter_, kIssuer), two(it, letter_, kIssuer);
  Result<Bytes> first, second;
  std::thread other([&] { second = issue(two, codes[0]); });
  first = issue(one, codes[0]);
  other.join();
  EXPECT_NE(first.has_value(), second.has_value());
  EXPECT_EQ(issued(), 1U);
}

TEST_F(Inviting, Blinded_values_are_judged_before_the_code) {
  TestSigner eve(it, letter_, kIssuer);
  const auto unknown = eligibility::Invitation::draw(random_);
  EXPECT_EQ(issue_(*letter_, unknown, kIssuer, Bytes(256, 0)).error().field, "blinded");
  EXPECT_EQ(issue_(*letter_, unknown, kIssuer, Bytes(8, 1)).error().field, "blinded");
}

TEST_F(Inviting, Who_signs_by_the_form_needs_no_mail) {
  const auto codes = invite_people(2);
  const auto keys = it.new_visit();
  ASSERT_TRUE(present(keys, visit(codes[0])).empty());
  auto open = must(open_visit(it.instance(), keys));
  EXPECT_TRUE(open.proved);
  EXPECT_EQ(must(it.sign(*letter_, keys, open)), SignLetter::Outcome::accepted);
  it.sequence();
  const auto row = it.store().signatures().signature(letter_->id(), it.index_of(*letter_, open));
  ASSERT_TRUE(row);
  EXPECT_EQ(row->issuer, kIssuer);
  EXPECT_EQ(row->via, ledger::Via::server);
  EXPECT_TRUE(it.store().outbox().take_due(it.clock.at, it.clock.at, 10).empty());

  const auto again = it.new_visit();
  ASSERT_TRUE(present(again, visit(codes[0], "Eve Example")).empty());  // it isn't told here that it was used
  auto eve = must(open_visit(it.instance(), again));
  EXPECT_EQ(must(it.sign(*letter_, again, eve)), SignLetter::Outcome::issued_before);
}

TEST_F(Inviting, The_form_says_every_fault_at_once) {
  invite_people(1);
  const auto fields = [&](const Visit& typed) {
    std::vector<std::string> out;
    for (const auto& fault : present(it.new_visit(), typed)) out.push_back(fault.field);
    return out;
  };
  EXPECT_THAT(fields(visit("", "")), testing::ElementsAre("name", "invitation"));
  EXPECT_THAT(fields(visit("1234 5678")), testing::ElementsAre("invitation"));
  EXPECT_THAT(fields(visit(eligibility::Invitation::draw(random_).shown())),
              testing::ElementsAre("invitation"));
}

TEST_F(Inviting, Nothing_that_is_kept_holds_a_code_or_can_test_one_once_the_letter_has_ended) {
  const auto codes = invite_people(3);
  TestSigner grace(it, letter_, kIssuer);
  grace.take(must(issue(grace, codes[0])));
  const auto tag = must(it.registry().keys().identity_tag(*letter_, read(codes[1]).canonical()));
  EXPECT_TRUE(it.store().signatures().on_list(letter_->id(), kIssuer, tag));
  std::string disk;
  for (const auto& file : std::filesystem::recursive_directory_iterator(it.path())) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    disk.append(std::istreambuf_iterator<char>(in), {});
  }
  for (const auto& code : codes) {
    EXPECT_EQ(disk.find(code), std::string::npos);
    std::string bare = code;
    std::erase(bare, '-');
    EXPECT_EQ(disk.find(bare), std::string::npos);
  }
  EXPECT_NE(disk.find(std::string(as_text(tag.view()))), std::string::npos);  // the look finds what is there

  must(end_letter(it.instance(), it.registry().keys(), *letter_, ledger::LetterEnd::closed));
  it.sequence();
  EXPECT_FALSE(it.store().signatures().on_list(letter_->id(), kIssuer, tag));
  EXPECT_FALSE(it.registry().keys().identity_tag(*letter_, read(codes[1]).canonical()));
}

TEST_F(Inviting, A_second_list_is_taken_only_if_it_is_said_to_be_one) {
  invite_people(2);
  Invitations again{kIssuer, {}, {}, false};
  again.codes.push_back(eligibility::Invitation::draw(random_));
  const auto refused = invite(it.instance(), it.registry().keys(), *letter_, std::move(again));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  const auto more = invite_people(1, true);
  TestSigner late(it, letter_, kIssuer);
  EXPECT_TRUE(issue(late, more[0]));
}

TEST_F(Inviting, A_letter_that_invites_nobody_says_so) {
  EXPECT_EQ(must(inviting_issuer(*letter_, std::nullopt)), kIssuer);
  EXPECT_EQ(inviting_issuer(*letter_, "miner-email").error().field, "miner-email");
  const auto plain = it.publish(folder(replaced(std::string(kToml), "close-the-mine", "plain")));
  EXPECT_EQ(inviting_issuer(*plain, std::nullopt).error().kind, Kind::invalid);
}

TEST_F(Inviting, Once_the_letter_has_closed_nobody_is_invited_any_more) {
  const auto closing = replaced(by_invitation(), "comments = true", "closes = 2018-06-21T12:00:00Z");
  const auto brief = it.publish(folder(replaced(closing, "close-the-mine", "brief")));
  it.clock.at = must(parse_rfc3339("2018-06-21T12:01:00Z"));
  Invitations late{kIssuer, {}, {}, false};
  late.codes.push_back(eligibility::Invitation::draw(random_));
  EXPECT_EQ(invite(it.instance(), it.registry().keys(), *brief, std::move(late)).error().kind,
            Kind::conflict);
}

TEST_F(Inviting, After_a_restore_nobody_is_invited_any_more) {
  it.store().letters().close_issuing({letter_->id()});
  Invitations late{kIssuer, {}, {}, false};
  late.codes.push_back(eligibility::Invitation::draw(random_));
  EXPECT_EQ(invite(it.instance(), it.registry().keys(), *letter_, std::move(late)).error().kind,
            Kind::conflict);
}

}  // namespace
}  // namespace ruban::service::test
