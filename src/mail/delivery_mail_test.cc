// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/delivery_mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/bytes.h"
#include "crypto/sha256.h"

namespace ruban::mail {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kAddress = "https://ruban.example.org/api/v1/documents/00ff";

DeliveryMail delivery(i18n::Lang language) {
  return {*Address::parse("desk@recipient.example"),
          "Close the <mine>",
          "https://ruban.example.org/en/letters/close-the-mine/v1",
          12'345,
          {"Miners: 312 by name, 61 without a name", "Neighbours: 5 by name, 0 without a name"},
          {{"close-the-mine.en.pdf", "%PDF-1", kAddress}},
          language};
}

TEST(DeliveryMail, Both_parts_say_what_is_handed_over_who_stood_behind_it_and_how_to_check_it) {
  for (const auto language : i18n::kLangs) {
    const auto mail = delivery_message(delivery(language), "id@x");
    for (const auto& part : {mail.text, mail.html}) {
      for (const auto& said : {std::string("Miners: 312 by name"), std::string("Neighbours: 5 by name"),
                               std::string("/letters/close-the-mine/v1"), kAddress,
                               std::string("close-the-mine.en.pdf"), to_hex(crypto::sha256("%PDF-1").view())})
        EXPECT_THAT(part, HasSubstr(said));
      EXPECT_THAT(part, HasSubstr(language == i18n::Lang::fr ? "12\u202f345" : "12,345"));
      for (const auto* never : {"<img", "src=", "{{", "{_}", "url(", "<mine>\\n<", "desk@"})
        EXPECT_THAT(part, Not(HasSubstr(never)));
    }
    EXPECT_THAT(mail.text, HasSubstr("Close the <mine>"));
    EXPECT_THAT(mail.html, HasSubstr("Close the &lt;mine&gt;"));
    ASSERT_EQ(mail.attachments.size(), 1u);
    EXPECT_EQ(mail.attachments[0].bytes, "%PDF-1");
    EXPECT_EQ(mail.attachments[0].type, "application/pdf");
    EXPECT_FALSE(mail.list_unsubscribe);
    EXPECT_TRUE(compose(mail, {"Ruban", *Address::parse("codes@ruban.example.org")}, Instant{}));
  }
}

TEST(DeliveryMail, Its_subject_is_in_its_language) {
  EXPECT_EQ(delivery_message(delivery(i18n::Lang::en), "id@x").subject,
            "An open letter is handed over to you");
  EXPECT_EQ(delivery_message(delivery(i18n::Lang::fr), "id@x").subject, "Une lettre ouverte vous est remise");
}

}  // namespace
}  // namespace ruban::mail
