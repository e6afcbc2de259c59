// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/code_mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ruban::mail {
namespace {

using testing::HasSubstr;
using testing::Not;

Message code_in(i18n::Lang language) {
  return code_message(
      {.to = *Address::parse("ada@example.org"), .shown_code = "0123 4567", .language = language}, "id@x");
}

TEST(CodeMail, Its_subject_is_neutral_in_both_languages) {
  EXPECT_EQ(code_in(i18n::Lang::en).subject, "Your code");
  EXPECT_EQ(code_in(i18n::Lang::fr).subject, "Votre code");
}

TEST(CodeMail, The_code_stands_in_both_parts_as_two_halves) {
  for (const auto language : i18n::kLangs) {
    const auto mail = code_in(language);
    EXPECT_TRUE(mail.text.starts_with("0123 4567\n")) << mail.text;
    EXPECT_THAT(mail.html, HasSubstr(">0123 4567<"));
    EXPECT_THAT(mail.html, HasSubstr(language == i18n::Lang::fr ? "lang=\"fr\"" : "lang=\"en\""));
    EXPECT_EQ(find_code(mail.text), "0123 4567");
  }
}

TEST(CodeMail, There_is_no_link_no_picture_and_no_mark_left_in_it) {
  for (const auto language : i18n::kLangs) {
    const auto mail = code_in(language);
    for (const auto& part : {mail.text, mail.html}) {
      for (const auto* never : {"http", "href", "src=", "<img", "<form", "www.", "{", "url("}) {
        EXPECT_THAT(part, Not(HasSubstr(never)));
      }
    }
  }
}

TEST(CodeMail, It_says_how_long_it_lasts_and_that_it_can_be_ignored) {
  const auto english = code_in(i18n::Lang::en).text;
  EXPECT_THAT(english, HasSubstr("60"));
  EXPECT_THAT(english, HasSubstr("You asked for no code?"));
  EXPECT_THAT(english, HasSubstr("pass this mail on"));
  const auto french = code_in(i18n::Lang::fr).text;
  EXPECT_THAT(french, HasSubstr("60"));
  EXPECT_THAT(french, Not(HasSubstr("You asked")));
  EXPECT_THAT(french, Not(HasSubstr("pass this mail on")));
}

TEST(CodeMail, It_can_be_composed_and_read_back) {
  const auto mail = code_in(i18n::Lang::fr);
  const auto bytes = compose(mail, {"Ruban", *Address::parse("codes@example.org")}, Instant{});
  ASSERT_TRUE(bytes);
  const auto back = read(*bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->subject, "Votre code");
  EXPECT_EQ(back->text, mail.text);
  EXPECT_EQ(back->html, mail.html);
}

TEST(CodeMail, A_text_without_a_code_has_none) {
  EXPECT_EQ(find_code(""), "");
  EXPECT_EQ(find_code("1234\n5678 123 4567"), "");
}

}  // namespace
}  // namespace ruban::mail
