// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/email_address.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "eligibility/disposable.h"
#include "eligibility/rule.h"

namespace ruban::eligibility {
namespace {

std::string mail(std::string_view typed) { return EmailAddress::parse(typed).value().for_mail(); }
std::string canonical(std::string_view typed) { return EmailAddress::parse(typed).value().canonical(); }

TEST(EmailAddress, Mail_goes_to_the_mailbox_as_it_was_typed) {
  EXPECT_EQ(mail("ada@example.org"), "ada@example.org");
  EXPECT_EQ(mail("  Ada.Byron+Letters@Example.ORG \r\n"), "Ada.Byron+Letters@example.org");
  EXPECT_EQ(mail("o'hara@mail.example.co.uk"), "o'hara@mail.example.co.uk");
  EXPECT_EQ(mail("a.b-c_d=e/f@x.example"), "a.b-c_d=e/f@x.example");
  EXPECT_EQ(mail("zoé@exemple.fr"), "zoé@exemple.fr");
  EXPECT_EQ(mail("ada@bücher.example"), "ada@xn--bcher-kva.example");
  EXPECT_EQ(mail("ada@straße.example"), "ada@xn--strae-oqa.example");
  EXPECT_EQ(mail("मीरा@उदाहरण.भारत"), "मीरा@xn--p1b6ci4b4b3a.xn--h2brj9c");
}

TEST(EmailAddress, Two_spellings_of_one_mailbox_are_one_identity) {
  EXPECT_EQ(canonical("Ada@Example.org"), canonical("ada@example.org"));
  EXPECT_EQ(canonical("ada+letters@example.org"), "ada@example.org");
  EXPECT_EQ(canonical("ada@BÜCHER.example"), canonical("ada@xn--bcher-kva.example"));
  EXPECT_EQ(canonical("zoe\u0301@example.org"), canonical("ZOÉ@example.org"));
  EXPECT_EQ(canonical("A.d.A+x@googlemail.com"), "ada@gmail.com");
  EXPECT_EQ(canonical("a_d-a.b+x@pm.me"), "adab@proton.me");
  EXPECT_EQ(canonical("ada.b@ya.ru"), canonical("ada-b@yandex.kz"));
  EXPECT_EQ(canonical("ada@me.com"), canonical("ada+x@icloud.com"));
}

TEST(EmailAddress, Two_mailboxes_stay_two_identities) {
  EXPECT_NE(canonical("a.da@example.org"), canonical("ada@example.org"));
  EXPECT_NE(canonical("ada@outlook.com"), canonical("ada@hotmail.com"));
  EXPECT_NE(canonical("a.da@outlook.com"), canonical("ada@outlook.com"));
  EXPECT_NE(canonical("ada@example.org"), canonical("ada@example.com"));
  EXPECT_EQ(canonical("+ada@example.org"), "+ada@example.org");
}

TEST(EmailAddress, A_rule_may_count_tags_as_people_except_where_they_are_known_not_to_be) {
  const auto at = [](std::string_view typed) {
    return EmailAddress::parse(typed).value().canonical(PlusTag::keep_unless_known);
  };
  EXPECT_EQ(at("ada+letters@example.org"), "ada+letters@example.org");
  EXPECT_EQ(at("ada+letters@gmail.com"), "ada@gmail.com");
}

TEST(EmailAddress, What_is_no_address_is_refused_on_its_field) {
  for (const std::string_view bad : {"",
                                     "   ",
                                     "ada",
                                     "@example.org",
                                     "ada@",
                                     "ada@@example.org",
                                     "ada@example.org@example.org",
                                     "ada@localhost",
                                     "ada@example",
                                     "ada@.org",
                                     "ada@example..org",
                                     "ada@example.org.",
                                     ".ada@example.org",
                                     "ada.@example.org",
                                     "a..da@example.org",
                                     "a da@example.org",
                                     "ada@exa mple.org",
                                     "\"ada\"@example.org",
                                     "ada(x)@example.org",
                                     "Ada <ada@example.org>",
                                     "ada@[192.0.2.1]",
                                     "ada@192.0.2.1",
                                     "ada@example.org, bob@example.org",
                                     "ada;bob@example.org",
                                     "ada\\@example.org",
                                     "ada@example.org\r\nBcc: x@example.org",
                                     "ada\x01@example.org",
                                     "a\u202Eda@example.org",
                                     "a\u200Bda@example.org",
                                     "ada@exam_ple.org",
                                     "ada@-example.org",
                                     "ada@example.org:25",
                                     "ada\u3164@example.org",
                                     "ada\xff@example.org",
                                     "☃@example.org",
                                     "ada@☃☃\u0301.",
                                     "mailto:ada@example.org"}) {
    const auto result = EmailAddress::parse(bad);
    ASSERT_FALSE(result) << bad;
    EXPECT_EQ(result.error().field, "email");
    EXPECT_EQ(result.error().kind, Kind::invalid);
  }
}

TEST(EmailAddress, Lengths_are_held_to_the_byte) {
  const std::string domain =
      std::string(60, 'a') + "." + std::string(60, 'b') + "." + std::string(60, 'c') + ".org";
  EXPECT_TRUE(EmailAddress::parse(std::string(64, 'x') + "@example.org"));
  EXPECT_FALSE(EmailAddress::parse(std::string(65, 'x') + "@example.org"));
  EXPECT_TRUE(EmailAddress::parse(std::string(64, 'x') + "@a." + domain));
  EXPECT_TRUE(EmailAddress::parse(std::string(64, 'x') + "@aa." + domain));
  EXPECT_FALSE(EmailAddress::parse(std::string(64, 'x') + "@aaa." + domain));
  EXPECT_FALSE(EmailAddress::parse("x@" + std::string(64, 'a') + ".org"));
  EXPECT_FALSE(EmailAddress::parse(std::string(10'000, 'x') + "@example.org"));
}

RC_GTEST_PROP(EmailAddress, Whatever_is_accepted_can_be_read_again_and_is_the_same_identity, ()) {
  const auto local = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcXYZ019.+-_'é")));
  const auto domain = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abXY9.-")));
  const auto first = EmailAddress::parse(local + "@" + domain);
  if (!first) return;
  const auto again = EmailAddress::parse(first->for_mail());
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->for_mail() == first->for_mail());
  RC_ASSERT(again->canonical() == first->canonical());
}

RC_GTEST_PROP(EmailAddress, No_bytes_are_too_strange_to_be_answered, (std::vector<std::uint8_t> bytes)) {
  const std::string typed(bytes.begin(), bytes.end());
  for (const auto& text : {typed, typed + "@example.org", "ada@" + typed}) {
    const auto result = EmailAddress::parse(text);
    if (result) RC_ASSERT(result->for_mail().size() <= EmailAddress::kMax);
  }
}

TEST(MailDomain, Below_means_at_a_dot) {
  const auto domain = [](std::string_view text) { return MailDomain::parse(text).value(); };
  EXPECT_TRUE(domain("example.org").is_at_or_below("example.org"));
  EXPECT_TRUE(domain("mail.example.org").is_at_or_below("example.org"));
  EXPECT_FALSE(domain("notexample.org").is_at_or_below("example.org"));
  EXPECT_FALSE(domain("example.org").is_at_or_below("mail.example.org"));
}

TEST(Disposable, Throw_away_domains_are_known_with_what_lies_below_them) {
  for (const auto* name :
       {"mailinator.com", "yopmail.com", "trashmail.de", "x.y.mailinator.com", "YOPMAIL.fr"}) {
    EXPECT_TRUE(is_disposable(MailDomain::parse(name).value())) << name;
  }
  for (const auto* name :
       {"example.org", "gmail.com", "notmailinator.org", "fr.nf", "mailinator.com.example.org"}) {
    EXPECT_FALSE(is_disposable(MailDomain::parse(name).value())) << name;
  }
}

TEST(EmailRule, A_domain_rule_admits_its_domains_alone) {
  const auto address = [](std::string_view text) { return EmailAddress::parse(text).value(); };
  DomainRule rule{{MailDomain::parse("example.org").value(), MailDomain::parse("bücher.example").value()},
                  false};
  EXPECT_TRUE(admits(rule, address("ada@EXAMPLE.org")));
  EXPECT_TRUE(admits(rule, address("ada@bücher.example")));
  EXPECT_FALSE(admits(rule, address("ada@mail.example.org")));
  EXPECT_FALSE(admits(rule, address("ada@example.com")));
  EXPECT_EQ(admits(rule, address("ada@example.com")).error().field, "email");
  rule.include_subdomains = true;
  EXPECT_TRUE(admits(rule, address("ada@mail.example.org")));
  EXPECT_FALSE(admits(rule, address("ada@notexample.org")));
  EXPECT_FALSE(admits(DomainRule{}, address("ada@example.org")));
}

TEST(EmailRule, Any_address_means_any_that_lasts_and_a_list_says_nothing_beforehand) {
  const auto address = [](std::string_view text) { return EmailAddress::parse(text).value(); };
  EXPECT_TRUE(admits(AnyRule{}, address("ada@example.org")));
  ASSERT_FALSE(admits(AnyRule{}, address("ada@mailinator.com")));
  EXPECT_EQ(admits(AnyRule{}, address("ada@mailinator.com")).error().field, "email");
  EXPECT_TRUE(admits(ListRule{}, address("nobody@example.org")));
}

}  // namespace
}  // namespace ruban::eligibility
