// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/letter_page.h"

#include <gtest/gtest.h>

namespace ruban::web {
namespace {

TEST(LetterPage, A_signatory_without_a_role_does_not_get_the_recipient_s) {
  const letter::Document text;
  LetterPage page;
  page.layout.path = "/letters/a-letter";
  page.head = {{"a-letter", std::nullopt}, "A letter",  "The Recipient",
               "Chief of Everything",      "A Company", i18n::Lang::en,
               letter::LetterState::open};
  page.text = &text;
  page.classes = {{"reader", "Readers", std::nullopt, 1, 0, 0, 0, {}, {{"Somebody Without", "", ""}}, false}};
  const auto html = render(page, i18n::Lang::en);
  const auto first = html.find("Chief of Everything");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(html.find("Chief of Everything", first + 1), std::string::npos);
  EXPECT_NE(html.find("Somebody Without"), std::string::npos);
}

}  // namespace
}  // namespace ruban::web
