// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/news_mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ruban::mail {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kUnsubscribe =
    "https://ruban.example.org/en/letters/close-the-mine/v1/unsubscribe/0123456789abcdef";

NewsMail news(i18n::Lang language = i18n::Lang::en) {
  return {.to = *Address::parse("ada@example.org"),
          .letter = "Close the mine",
          .title = "We are many",
          .text = "Thank you.\nOn Friday we meet.",
          .text_language = "en",
          .address = "https://ruban.example.org/en/letters/close-the-mine/news",
          .unsubscribe = kUnsubscribe,
          .list_id = "close-the-mine.news.ruban.example.org",
          .language = language};
}

TEST(NewsMail, Both_parts_say_what_is_new_where_it_stands_why_it_comes_and_how_it_ends) {
  for (const auto language : i18n::kLangs) {
    const auto mail = news_message(news(language), "id@x");
    for (const auto& part : {mail.text, mail.html}) {
      for (const auto* said :
           {"Close the mine", "We are many", "Thank you.", "On Friday we meet.", "/close-the-mine/news"})
        EXPECT_THAT(part, HasSubstr(said));
      EXPECT_THAT(part, HasSubstr(std::string(kUnsubscribe)));
      EXPECT_THAT(part,
                  HasSubstr(language == i18n::Lang::fr ? "vous avez demandé" : "you have asked for news"));
      for (const auto* never : {"<img", "<form", "src=", "{{", "{_}", "url(", "ada@"})
        EXPECT_THAT(part, Not(HasSubstr(never)));
    }
    EXPECT_THAT(mail.text, HasSubstr("Thank you.\n\nOn Friday we meet.\n\n"));
    EXPECT_THAT(mail.html, HasSubstr("lang=\"en\""));  // of the words, whatever the mail's language
  }
}

TEST(NewsMail, Its_subject_names_no_letter) {
  EXPECT_EQ(news_message(news(), "id@x").subject, "News of an open letter");
  EXPECT_EQ(news_message(news(i18n::Lang::fr), "id@x").subject, "Des nouvelles d’une lettre ouverte");
}

TEST(NewsMail, A_pledge_says_by_what_it_is_due) {
  auto pledge = news();
  pledge.title = {};
  pledge.topic = NewsTopic::pledge_by_date;
  const auto by_date = news_message(pledge, "id@x");
  EXPECT_EQ(by_date.subject, "The pledge of an open letter is due");
  pledge.topic = NewsTopic::pledge_by_demand;
  const auto by_demand = news_message(pledge, "id@x");
  for (const auto& [here, there] : {std::pair(&by_date, &by_demand), std::pair(&by_demand, &by_date)}) {
    const std::string own = here == &by_date ? "has set is here" : "was refused, or a promise was broken";
    EXPECT_THAT(here->text, HasSubstr(own));
    EXPECT_THAT(here->html, HasSubstr(own));
    EXPECT_THAT(there->text, Not(HasSubstr(own)));
    EXPECT_THAT(there->html, Not(HasSubstr(own)));
  }
}

TEST(NewsMail, What_organisers_write_is_text_and_never_markup) {
  auto mail = news();
  mail.title = "<b>A & B</b>";
  mail.text = "<img src=x>";
  const auto message = news_message(mail, "id@x");
  EXPECT_THAT(message.html, HasSubstr("&lt;b&gt;A &amp; B"));
  EXPECT_THAT(message.html, Not(HasSubstr("<img")));
  EXPECT_THAT(message.text, HasSubstr("<b>A & B</b>"));
}

TEST(NewsMail, Its_header_lets_a_mail_program_end_it_in_one_click_and_names_the_list) {
  const Sender sender{"Ruban", *Address::parse("r@example.org")};
  const auto bytes = compose(news_message(news(i18n::Lang::fr), "id@x"), sender, Instant{}).value();
  EXPECT_THAT(bytes, HasSubstr("\r\nList-Unsubscribe: <" + std::string(kUnsubscribe) + ">\r\n"));
  EXPECT_THAT(bytes, HasSubstr("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
  EXPECT_THAT(bytes, HasSubstr("\r\nList-Id: <close-the-mine.news.ruban.example.org>\r\n"));
  EXPECT_EQ(read(bytes).value().text, news_message(news(i18n::Lang::fr), "id@x").text);
}

TEST(NewsMail, Without_https_there_is_no_one_click) {
  auto mail = news();
  mail.unsubscribe = "http://localhost:8080/en/letters/close-the-mine/v1/unsubscribe/00";
  const auto message = news_message(mail, "id@x");
  EXPECT_FALSE(message.list_unsubscribe);
  EXPECT_THAT(message.text, HasSubstr("http://localhost:8080/"));
}

}  // namespace
}  // namespace ruban::mail
