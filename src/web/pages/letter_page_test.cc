// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/letter_page.h"

#include <gtest/gtest.h>

#include "web/pages/home_page.h"
#include "web/pages/samples/samples.h"
#include "web/pages/test_text.h"

namespace ruban::web {
namespace {

using i18n::Lang;

Instant opening() { return parse_rfc3339("2027-01-01T08:00:00Z").value(); }

// Published, and not open yet.
LetterPage early_letter() {
  auto page = sample_letter(Lang::en, 0);
  page.head.state = letter::LetterState::draft;
  page.opens = opening();
  page.can_sign = false;
  return page;
}

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

TEST(A_letter_that_opens_later, Says_so_on_its_own_page) {
  const auto html = render(early_letter(), Lang::en);
  EXPECT_EQ(count(html, "Signing opens on Friday 1\u00A0January 2027 at 08:00\u00A0UTC."), 2u);
  EXPECT_EQ(html.find("closed to signatures"), std::string::npos);
  EXPECT_EQ(html.find("Opened on"), std::string::npos);
}

TEST(A_letter_that_opens_later, Never_opened_if_it_was_closed_before) {
  auto page = early_letter();
  page.head.state = letter::LetterState::closed;
  const auto html = render(page, Lang::en);
  EXPECT_NE(html.find("It was to open on Friday 1\u00A0January 2027, and was closed to signatures before."),
            std::string::npos);
  EXPECT_EQ(html.find("Opened on"), std::string::npos);
}

TEST(A_letter_that_opens_later, Says_so_on_the_first_page_with_the_day_when_it_was_published) {
  HomePage page;
  page.layout.path = "/";
  auto& letter = page.letters.emplace_back();
  letter.head = early_letter().head;
  letter.published = parse_rfc3339("2026-11-28T10:00:00Z").value();
  letter.opens = opening();
  const auto html = render(page, Lang::en);
  EXPECT_NE(
      html.find("Published on Saturday 28\u00A0November 2026; signing opens on Friday 1\u00A0January 2027 "
                "at 08:00\u00A0UTC."),
      std::string::npos);
  EXPECT_EQ(html.find("open for signatures"), std::string::npos);
}

TEST(A_letter_that_takes_no_more_signatures, Still_leads_its_signatories_to_withdrawing) {
  for (const bool replaced : {false, true}) {
    auto page = sample_letter(Lang::en, 2);
    page.can_sign = false;
    page.head.state = letter::LetterState::closed;
    if (replaced) {
      page.head.place.version = 1;
      page.replaced_by = 2;
    }
    const auto html = render(page, Lang::en);
    const std::string path = letter_path(Lang::en, page.head.place, "/withdraw");
    EXPECT_NE(html.find("<a href=\"" + path + "\">Withdraw a signature</a>"), std::string::npos);
    EXPECT_EQ(html.find("/sign\""), std::string::npos);
  }
}

}  // namespace
}  // namespace ruban::web
