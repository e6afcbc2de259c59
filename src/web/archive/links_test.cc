// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/archive/links.h"

#include <gtest/gtest.h>

namespace ruban::web {
namespace {

std::string marked(std::string_view target) {
  std::string out = "<";
  return out.append(target) += '>';
}

TEST(ArchiveLinks, Links_and_sources_of_the_site_are_placed_with_their_references_resolved) {
  EXPECT_EQ(
      with_links(R"(<a class="x" href="/fr/a?q=1&amp;b=2#c">t</a><script src="/s.js" defer></script>)",
                 marked),
      R"(<a class="x" href="&lt;/fr/a?q=1&amp;b=2#c&gt;">t</a><script src="&lt;/s.js&gt;" defer></script>)");
}

TEST(ArchiveLinks, Other_addresses_other_attributes_and_texts_stay_as_they_are) {
  const std::string page =
      R"(<!DOCTYPE html><a href="https://x.example/">a</a><a href="//x.example/">b</a><a href="#main">c</a>)"
      R"(<form action="/fr/sign"></form><p data-href="/x" title="a > href=">href="/text"</p><a href="mailto:a@b">)"
      "\n<img alt src='/single'>";
  EXPECT_EQ(with_links(page, marked), page);
}

TEST(ArchiveLinks, A_page_that_ends_within_a_tag_comes_through_whole) {
  for (const std::string page : {"<", "<a href=\"/x", "text", "", "<a href=\"/x\" title=\"y"}) {
    const auto out = with_links(page, [](std::string_view target) { return std::string(target); });
    EXPECT_EQ(out, page);
  }
}

TEST(ArchiveLinks, A_file_names_another_by_the_way_between_them) {
  EXPECT_EQ(relative_link("index.html", "fr/index.html"), "fr/index.html");
  EXPECT_EQ(relative_link("fr/letters/a/index.html", "static/ruban.css"), "../../../static/ruban.css");
  EXPECT_EQ(relative_link("fr/letters/a/index.html", "fr/letters/a/figures/index.html"),
            "figures/index.html");
  EXPECT_EQ(relative_link("fr/letters/a/2.html", "fr/letters/ab/index.html"), "../ab/index.html");
  EXPECT_EQ(relative_link("fr/index.html", "fr/index.html"), "index.html");
}

}  // namespace
}  // namespace ruban::web
