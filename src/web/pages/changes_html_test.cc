// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/changes_html.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ruban::web {
namespace {

using capture::Block;
using capture::BlockKind;
using capture::Change;

std::vector<Block> paragraphs(const std::vector<std::string>& texts) {
  std::vector<Block> out;
  for (const auto& text : texts) out.push_back({BlockKind::paragraph, 0, text});
  return out;
}

// What is between tags, and which tags there are.
std::string tags_of(std::string_view html) {
  std::string out;
  bool inside = false;
  for (const char c : html) {
    if (c == '<') inside = true;
    if (inside) out += c;
    if (c == '>') inside = false;
  }
  return out;
}

TEST(Changes, Are_marked_for_eyes_and_for_ears) {
  const auto before = paragraphs({"We are proud of it.", "Call us."});
  const auto after = paragraphs({"We speak of it.", "Call us."});
  const auto out = changes_html(capture::difference(before, after), i18n::Lang::fr);
  EXPECT_EQ(out.html,
            "<p class=\"para\">We <del><span class=\"hidden\">Retiré\u202f: </span>are proud<span "
            "class=\"hidden\"> "
            "Fin.</span></del><ins><span class=\"hidden\">Ajouté\u202f: </span>speak<span class=\"hidden\"> "
            "Fin.</span></ins> of it.</p>\n"
            "<p class=\"gap\" aria-hidden=\"true\">…</p>\n<p class=\"para same\">Call us.</p>\n");
  EXPECT_EQ(out.taken_out, 1U);
  EXPECT_EQ(out.put_in, 1U);
}

TEST(Changes, A_text_without_any_has_no_marks) {
  const auto out = changes_html(unchanged(paragraphs({"One.", "Two."})), i18n::Lang::en);
  EXPECT_EQ(out.html, "<p class=\"para same\">One.</p>\n<p class=\"para same\">Two.</p>\n");
  EXPECT_EQ(out.taken_out + out.put_in, 0U);
}

TEST(Changes, Of_a_long_page_are_shown_alone) {
  auto before = paragraphs({std::string(100, 'a'), "Old.", std::string(100, 'b')});
  auto after = before;
  after[1].text = "New.";
  const auto out = changes_html(capture::difference(before, after), i18n::Lang::en, 50);
  EXPECT_TRUE(out.changes_alone);
  EXPECT_FALSE(out.cut);
  EXPECT_EQ(out.html.find("aaa"), std::string::npos);
  EXPECT_NE(out.html.find("Old"), std::string::npos);
}

TEST(Changes, A_long_page_without_any_is_cut) {
  const auto out = changes_html(unchanged(paragraphs({"One.", std::string(100, 'a')})), i18n::Lang::en, 50);
  EXPECT_TRUE(out.cut);
  EXPECT_EQ(out.html, "<p class=\"para same\">One.</p>\n");
}

RC_GTEST_PROP(Changes, Nothing_that_was_captured_becomes_markup,
              (const std::vector<std::string>& before, const std::vector<std::string>& after)) {
  const auto clean = [](std::vector<std::string> texts) {
    std::erase_if(texts, [](const auto& text) { return text.empty(); });
    return texts;
  };
  auto hostile = clean(before);
  hostile.push_back("</p><script>alert(\"1\")</script>&lt;'");
  const auto segments = capture::difference(paragraphs(hostile), paragraphs(clean(after)));
  const auto tags = tags_of(changes_html(segments, i18n::Lang::en).html);
  RC_ASSERT(tags.find("script") == std::string::npos);
  auto rest = tags;
  for (const std::string_view tag :
       {"<p class=\"gap\" aria-hidden=\"true\">", "<p class=\"para same\">", "<p class=\"para\">", "</p>",
        "<del>", "</del>", "<ins>", "</ins>", "<span class=\"hidden\">", "</span>"}) {
    for (auto at = rest.find(tag); at != std::string::npos; at = rest.find(tag)) rest.erase(at, tag.size());
  }
  RC_ASSERT(rest.empty());
}

TEST(Changes, Of_a_document_are_those_of_its_words) {
  letter::PublicDocument document;
  document.title = "Title";
  std::vector<letter::Fault> faults;
  document.body = letter::parse_document(
                      "## Head\n\nSome *marked* [words](https://a.example/).\n\n- one\n- two\n", "x", faults)
                      .value();
  document.said = {{2, "No."}};
  const std::vector<Block> expected{{BlockKind::title, 0, "Title"},
                                    {BlockKind::heading, 2, "Head"},
                                    {BlockKind::paragraph, 0, "Some marked words (https://a.example/)."},
                                    {BlockKind::item, 0, "one"},
                                    {BlockKind::item, 0, "two"},
                                    {BlockKind::item, 0, "2. No."}};
  EXPECT_EQ(blocks_of(document), expected);
}

}  // namespace
}  // namespace ruban::web
