// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/invitation_mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ruban::mail {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kCode = "B9D5-MPJT-B9D5-MPJT-B9D5-MPJT-BAME";

Message mail_in(i18n::Lang language, std::string_view title = "Close the mine") {
  return invitation_message({*Address::parse("ada@example.org"), kCode, title,
                             "https://ruban.example.org/en/letters/close-the-mine/sign", language},
                            "id@x");
}

TEST(InvitationMail, Both_parts_hold_the_code_the_letter_and_the_address_with_the_code_behind_its_mark) {
  for (const auto language : i18n::kLangs) {
    const auto mail = mail_in(language);
    for (const auto& part : {mail.text, mail.html}) {
      EXPECT_THAT(part, HasSubstr("Close the mine"));
      EXPECT_THAT(part, HasSubstr("https://ruban.example.org/en/letters/close-the-mine/sign#code=" +
                                  std::string(kCode)));
      for (const auto* never : {"<img", "<form", "src=", "{{", "{_}", "url("})
        EXPECT_THAT(part, Not(HasSubstr(never)));
    }
    EXPECT_THAT(mail.text, HasSubstr("\n" + std::string(kCode) + "\n"));
    EXPECT_THAT(mail.html, HasSubstr(">" + std::string(kCode) + "<"));
  }
}

TEST(InvitationMail, A_title_is_text_and_never_markup) {
  const auto mail = mail_in(i18n::Lang::en, "<b>A & B</b>");
  EXPECT_THAT(mail.html, HasSubstr("&lt;b&gt;A &amp; B"));
  EXPECT_THAT(mail.text, HasSubstr("<b>A & B</b>"));
}

TEST(InvitationMail, It_is_in_the_language_asked_for) {
  EXPECT_THAT(mail_in(i18n::Lang::fr).text, Not(HasSubstr("Your code")));
  EXPECT_NE(mail_in(i18n::Lang::fr).subject, mail_in(i18n::Lang::en).subject);
}

TEST(InvitationMail, It_can_be_composed_and_read_back) {
  const auto bytes = compose(mail_in(i18n::Lang::fr), {"Ruban", *Address::parse("r@example.org")}, Instant{});
  ASSERT_TRUE(bytes);
  EXPECT_EQ(read(*bytes).value().text, mail_in(i18n::Lang::fr).text);
}

}  // namespace
}  // namespace ruban::mail
