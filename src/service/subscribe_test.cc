// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/subscribe.h"

#include <gmock/gmock.h>

#include "service/test_signer.h"

namespace ruban::service::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Subscribing : public ServiceTest {
 protected:
  TestSigner signer(LetterPointer letter) { return {it, std::move(letter)}; }
  Result<void> ask(const TestSigner& who) { return ask(who, *letter_); }
  Result<void> ask(const TestSigner& who, const PublishedLetter& letter) {
    return subscribe(it.instance(), it.registry().keys(), letter, who.keys());
  }
  std::vector<std::string> subscribers(const PublishedLetter& letter) {
    std::vector<std::string> out;
    for (const auto& one : it.store().mailings().next(letter.id(), std::nullopt, 100))
      out.push_back(one.lang + " " + one.address);
    return out;
  }
  std::vector<std::string> subscribers() { return subscribers(*letter_); }

  LetterPointer letter_ = it.publish(folder());
  IssueCredential issue_{it.instance(), it.registry().keys()};
};

TEST_F(Subscribing, Nobody_is_subscribed_who_did_not_ask) {
  auto grace = signer(letter_);
  grace.get_credential(issue_, "grace@example.org");
  EXPECT_THAT(subscribers(), IsEmpty());
}

TEST_F(Subscribing, The_address_that_was_proved_is_subscribed_once_whether_or_not_a_credential_was_issued) {
  const auto grace = signer(letter_);
  grace.prove("Grace+letters@Example.org");
  must(ask(grace));
  EXPECT_THAT(subscribers(), ElementsAre("en Grace+letters@example.org"));
  must(grace.issue(issue_));
  must(ask(grace));
  EXPECT_THAT(subscribers(), ElementsAre("en Grace+letters@example.org"));
  // Another key for the same address: no credential, and the news all the same.
  it.clock.at += 1h;
  const auto again = signer(letter_);
  again.prove("Grace+letters@Example.org");
  EXPECT_EQ(again.issue(issue_).error().kind, Kind::conflict);
  must(ask(again));
  EXPECT_THAT(subscribers(), ElementsAre("en Grace+letters@example.org"));
}

TEST_F(Subscribing, Without_the_code_nobody_is_subscribed_nor_to_another_letter_nor_when_the_hour_is_over) {
  const auto grace = signer(letter_);
  EXPECT_EQ(ask(grace).error().kind, Kind::gone);
  grace.ask("grace@example.org");
  EXPECT_EQ(ask(grace).error().kind, Kind::forbidden);
  it.clock.at += 1h;
  grace.prove("grace@example.org");
  const auto other = it.publish(folder(replaced(std::string(kToml), "close-the-mine", "another")));
  EXPECT_EQ(ask(grace, *other).error().kind, Kind::forbidden);
  EXPECT_THAT(subscribers(*other), IsEmpty());
  it.clock.at += 2h;
  EXPECT_EQ(ask(grace).error().kind, Kind::gone);
  EXPECT_THAT(subscribers(), IsEmpty());
}

TEST_F(Subscribing, A_visit_of_the_form_asks_with_the_form) {
  const auto keys = it.new_visit();
  it.prove(*letter_, keys, it.visit(*letter_, "grace@example.org"));
  EXPECT_EQ(subscribe(it.instance(), it.registry().keys(), *letter_, keys).error().kind, Kind::forbidden);
  EXPECT_THAT(subscribers(), IsEmpty());
}

TEST_F(Subscribing, Who_is_not_on_the_list_gets_no_news_either) {
  auto toml = replaced(std::string(kToml), "close-the-mine", "listed");
  toml = replaced(toml, "method = \"email-any\"", "method = \"email-list\"");
  const auto letter = it.publish(folder(toml), {{"neighbour-email", {"grace@example.org"}}});
  const TestSigner grace(it, letter, "neighbour-email"), eve(it, letter, "neighbour-email");
  grace.prove("grace@example.org");
  eve.prove("eve@example.org");
  must(ask(grace, *letter));
  EXPECT_EQ(ask(eve, *letter).error().kind, Kind::forbidden);
  EXPECT_THAT(subscribers(*letter), ElementsAre("en grace@example.org"));
}

// What is kept of the wish is an address and a language; the signature that follows brings nothing to it.
TEST_F(Subscribing, A_signature_that_follows_neither_names_the_subscriber_nor_is_named_by_it) {
  auto grace = signer(letter_);
  grace.get_credential(issue_, "grace@example.org");
  must(ask(grace));
  AnonymitySets sets(it.instance());
  must(AcceptSignature(it.instance(), sets)(*letter_, grace.statement()));
  it.sequence();
  const auto index = it.store().signatures().index_of(letter_->id(), grace.key());
  ASSERT_TRUE(index);
  EXPECT_FALSE(it.store().signatures().owner(letter_->id(), *index));
  EXPECT_THAT(subscribers(), ElementsAre("en grace@example.org"));
}

}  // namespace
}  // namespace ruban::service::test
