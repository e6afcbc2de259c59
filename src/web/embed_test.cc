// SPDX-License-Identifier: AGPL-3.0-or-later
// What holds for the frame on other people's pages, its headers and its bytes together.
#include <gtest/gtest.h>

#include "crypto/sha256.h"
#include "web/http/security_headers.h"
#include "web/pages/embed_page.h"
#include "web/pages/test_text.h"

namespace ruban::web {
namespace {

EmbedPage frame() {
  EmbedPage page;
  page.origin = "https://ruban.example.org";
  page.place.slug = "a-letter";
  page.title = "A letter";
  page.classes = {{"Readers", 3, 0, {}}};
  return page;
}

TEST(The_embed, Is_allowed_the_very_styles_that_it_brings_along_and_no_others) {
  for (const auto lang : i18n::kLangs) {
    const auto html = render(frame(), lang);
    const auto styles = between(html, "<style>", "</style>");
    ASSERT_EQ(styles.size(), 1u);
    const auto allowed = "style-src 'sha256-" + to_base64(crypto::sha256(styles[0]).view()) + "';";
    EXPECT_NE(security_headers(Surface::embed).find(allowed), std::string_view::npos) << allowed;
    EXPECT_EQ(html.find(" style=\""), std::string::npos);
  }
}

TEST(The_embed, Draws_the_marks_of_its_signatures_or_an_empty_ring) {
  auto page = frame();
  // A ring of few that nobody has told the marks of isn't full.
  EXPECT_EQ(render(page, i18n::Lang::en).find("<path"), std::string::npos);
  EXPECT_EQ(count(render(page, i18n::Lang::en), "<circle"), 1u);
  for (int i = 0; i < 3; ++i) page.classes[0].marks.push_back({crypto::sha256(std::to_string(i)), false});
  const auto html = render(page, i18n::Lang::en);
  const auto paths = between(html, "<path d=\"", "\"");
  ASSERT_EQ(paths.size(), 1u);
  EXPECT_EQ(count(paths[0], "h0"), 3u);
}

TEST(The_embed, Takes_more_height_for_each_class_and_each_line) {
  const auto one = embed_height("A letter", {"Readers"});
  EXPECT_GT(embed_height("A letter", {"Readers", "Writers"}), one + 208);
  EXPECT_GT(embed_height("A letter with a title that takes several lines", {"Readers"}), one);
  EXPECT_GT(embed_height("A letter", {"Readers of everything that was ever written"}), one);
}

}  // namespace
}  // namespace ruban::web
