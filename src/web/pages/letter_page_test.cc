// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/letter_page.h"

#include <gtest/gtest.h>

namespace ruban::web {
namespace {

TEST(LetterPage, A_signatory_without_a_role_does_not_get_the_recipient_s) {
  const letter::Document text;
  LetterPage page;
  page.layout.path = "/letters/a-letter";
  page.head.place.slug = "a-letter";
  page.head.title = "A letter";
  page.head.recipient = "The Recipient";
  page.head.recipient_role = "Chief of Everything";
  page.head.organisation = "A Company";
  page.head.text_lang = i18n::Lang::en;
  page.text = &text;
  auto& readers = page.classes.emplace_back();
  readers.name = "reader";
  readers.label = "Readers";
  readers.named = 1;
  readers.signatories.emplace_back().name = "Somebody Without";
  const auto html = render(page, i18n::Lang::en);
  const auto first = html.find("Chief of Everything");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(html.find("Chief of Everything", first + 1), std::string::npos);
  EXPECT_NE(html.find("Somebody Without"), std::string::npos);
}

}  // namespace
}  // namespace ruban::web
