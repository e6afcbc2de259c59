// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "core/utf8.h"
#include "letter/folder.h"
#include "letter/link.h"

namespace ruban::letter {
namespace {

using testing::HasSubstr;

Document good(std::string_view markdown) {
  std::vector<Fault> faults;
  auto out = parse_document(markdown, "en.md", faults);
  EXPECT_TRUE(out) << markdown << (faults.empty() ? "" : faults[0].what);
  return out.value_or(Document{});
}

std::vector<Fault> bad(std::string_view markdown) {
  std::vector<Fault> faults;
  EXPECT_FALSE(parse_document(markdown, "en.md", faults)) << markdown;
  EXPECT_FALSE(faults.empty()) << markdown;
  return faults;
}

// Inlines hold vectors of themselves, so they are put together by hand.
Inline text(std::string_view words) { return {Text{std::string(words)}}; }

TEST(Document, Holds_the_shapes_of_a_letter) {
  const auto document = good(
      "Dear *you*,\nread **this**.\\\nAnd `that`.\n\n"
      "## Why\n\n"
      "> Because.\n\n"
      "3. three\n4. four\n\n"
      "- a\n\n- b\n\n"
      "---\n\n"
      "    make all\n\n"
      "[Here](HTTPS://Example.org/a?b=c#d) or <mailto:us@example.org>.\n");
  ASSERT_EQ(document.blocks.size(), 8U);
  const Paragraph first{{text("Dear "),
                         {Emphasis{{text("you")}}},
                         text(", read "),
                         {Strong{{text("this")}}},
                         text("."),
                         {LineBreak{}},
                         text("And "),
                         {Code{"that"}},
                         text(".")}};
  EXPECT_EQ(document.blocks[0], Block{first});
  EXPECT_EQ(document.blocks[1], (Block{Heading{2, {text("Why")}}}));
  EXPECT_EQ(document.blocks[2], (Block{Quote{{{Paragraph{{text("Because.")}}}}}}));
  const List ordered{true, 3, true, {{{Paragraph{{text("three")}}}}, {{Paragraph{{text("four")}}}}}};
  EXPECT_EQ(document.blocks[3], Block{ordered});
  const List loose{false, 1, false, {{{Paragraph{{text("a")}}}}, {{Paragraph{{text("b")}}}}}};
  EXPECT_EQ(document.blocks[4], Block{loose});
  EXPECT_EQ(document.blocks[5], Block{ThematicBreak{}});
  EXPECT_EQ(document.blocks[6], Block{CodeBlock{"make all\n"}});
  const Paragraph last{{{Link{"https://example.org/a?b=c#d", {text("Here")}}},
                        text(" or "),
                        {Link{"mailto:us@example.org", {text("mailto:us@example.org")}}},
                        text(".")}};
  EXPECT_EQ(document.blocks[7], Block{last});
}

TEST(Document, French_spaces_and_other_scripts_stay_as_written) {
  EXPECT_EQ(plain_text(good("« décider\u202F» : نعم, हाँ, vâng\n")), "« décider\u202F» : نعم, हाँ, vâng");
}

TEST(Document, Characters_of_markup_can_be_shown) {
  EXPECT_EQ(plain_text(good("1 \\< 2 &amp; 3 &lt; 4, \\*not emphasis\\*\n")),
            "1 < 2 & 3 < 4, *not emphasis*");
  EXPECT_EQ(good("<svg/onload=alert(1)>\n").blocks[0], (Block{Paragraph{{text("<svg/onload=alert(1)>")}}}));
}

TEST(Document, Raw_HTML_is_a_fault) {
  for (std::string_view html :
       {"<div>x</div>\n", "<script>alert(1)</script>\n", "a <b>b</b>\n", "a <!-- hidden -->\n",
        "<!-- hidden -->\n", "<?php ?>\n", "a <img src=x onerror=alert(1)>\n", "<style>*{}</style>\n",
        "- <p>x\n", "> <p>x\n", "<![CDATA[x]]>\n", "<!DOCTYPE html>\n"}) {
    const auto faults = bad(html);
    EXPECT_THAT(faults[0].what, HasSubstr("This is HTML: ")) << html;
    EXPECT_THAT(faults[0].instead, HasSubstr("Markdown"));
  }
}

TEST(Document, Links_lead_only_to_https_http_and_mailto) {
  for (std::string_view address : {"javascript:alert(1)",
                                   "JaVaScRiPt:alert(1)",
                                   "java&#115;cript:alert(1)",
                                   "&#106;avascript:alert(1)",
                                   "data:text/html,x",
                                   "vbscript:x",
                                   "file:///etc/passwd",
                                   "//host.example/x",
                                   "/x",
                                   "x",
                                   "#x",
                                   "",
                                   "ftp://x.example",
                                   "https:x.example",
                                   "https:/x.example",
                                   "https://",
                                   "https://a@b.example",
                                   "https://paypal.com@b.example/",
                                   "https:\\\\\\\\x.example",
                                   "https://x\\\\y",
                                   "https://bücher.example",
                                   "https://[::1]/",
                                   "https://x:99999999",
                                   "https://-x",
                                   "mailto:x",
                                   "mailto:a@b.example?bcc=c@d.example",
                                   "mailto:a@b@c",
                                   "<https://x .example>",
                                   "https://x.example:",
                                   "https://x..example"}) {
    const auto faults = bad("[x](" + std::string(address) + ")\n");
    EXPECT_THAT(faults[0].what, HasSubstr("This link leads to")) << address;
    EXPECT_FALSE(faults[0].instead.empty());
  }
  bad("<javascript:alert(1)>\n");
  bad("[x][1]\n\n[1]: javascript:alert(1)\n");
  bad("[](https://example.org)\n");
}

TEST(Document, A_link_s_address_is_made_of_harmless_ASCII) {
  EXPECT_EQ(link_address("https://Example.ORG/é\"<>`|{}^"),
            "https://example.org/%C3%A9%22%3C%3E%60%7C%7B%7D%5E");
  EXPECT_EQ(link_address("http://x.example:8080?q=a%20b&c='"), "http://x.example:8080?q=a%20b&c='");
  EXPECT_EQ(link_address("MAILTO:a.b+c@x.example"), "mailto:a.b+c@x.example");
}

RC_GTEST_PROP(Link, Whatever_is_accepted_begins_with_a_known_scheme_and_needs_no_escape,
              (const std::string& tail)) {
  for (std::string_view scheme : {"https://", "http://", "mailto:", "https://x.example/", ""}) {
    const auto address = link_address(std::string(scheme) + tail);
    if (!address) continue;
    RC_ASSERT(address->starts_with("https://") || address->starts_with("http://") ||
              address->starts_with("mailto:"));
    for (const char c : *address)
      RC_ASSERT(c > ' ' && c < '\x7f' && c != '"' && c != '<' && c != '>' && c != '\\');
    RC_ASSERT(link_address(*address) == *address);
  }
}

TEST(Document, Pictures_are_faults) {
  EXPECT_THAT(bad("![a](https://x.example/pixel.png)\n")[0].what,
              HasSubstr("picture: \"https://x.example/pixel.png\""));
  bad("![a](data:image/png;base64,AA)\n");
  bad("[![a](x.png)](https://x.example)\n");
  bad("![a][1]\n\n[1]: https://x.example/x.png\n");
}

TEST(Document, Headings_start_at_the_second_level_and_end_at_the_fourth) {
  EXPECT_THAT(bad("# Title\n\ntext\n")[0].what, HasSubstr("level 1"));
  EXPECT_EQ(bad("text\n\nTitle\n=====\n")[0].line, 3);
  EXPECT_THAT(bad("##### Small\n")[0].what, HasSubstr("level 5"));
  EXPECT_THAT(bad("- # In a list\n")[0].instead, HasSubstr("##"));
  good("## a\n\n### b\n\n#### c\n");
}

TEST(Document, Entities_bring_in_no_hidden_characters) {
  for (std::string_view entity :
       {"a&#x202E;b\n", "a&#8238;b\n", "a&shy;b\n", "a&#x200B;b\n", "a&#7;b\n", "`a` &zwnj;\n"}) {
    EXPECT_THAT(bad(entity)[0].what, HasSubstr("entity")) << entity;
  }
}

TEST(Document, Nesting_has_an_end) {
  std::string quotes(static_cast<std::size_t>(kMaxNesting) - 2, '>');  // then the paragraph, and its words
  good(quotes + " x\n");
  EXPECT_THAT(bad(quotes + "> x\n")[0].what, HasSubstr("too deep"));
  EXPECT_THAT(bad(std::string(60'000, '>') + " x\n")[0].what, HasSubstr("too deep"));
  std::string lists;
  for (int i = 0; i < 300; ++i) lists += "- ";
  bad(lists + "x\n");
  std::string stars(20'000, '*');
  bad(stars + "x" + stars + "\n");
}

TEST(Document, Every_fault_of_a_text_is_reported_with_its_line) {
  const auto faults = bad("# One\n\n<b>two\n\n[three](javascript:3)\nand ![four](4.png)\n");
  std::vector<int> lines;
  for (const auto& fault : faults) {
    lines.push_back(fault.line);
    EXPECT_EQ(fault.file, "en.md");
  }
  EXPECT_EQ(lines, (std::vector{1, 3, 5, 6}));
}

TEST(Document, Faults_show_what_was_written_without_harm_to_a_terminal) {
  const auto faults = bad("[x](x%1b&#27;[31m" + std::string(500, 'a') + ")\n");
  EXPECT_EQ(faults[0].what.find('\x1b'), std::string::npos);
  EXPECT_LT(faults[0].what.size(), 200U);
  EXPECT_THAT(faults[0].what, HasSubstr("…"));
}

TEST(Plain_text, Has_a_line_per_block_and_ends_at_a_word) {
  const auto document = good("## Head\n\nOne *two*\nthree.\n\n- four\n- five\n\n---\n\n`six`\n");
  EXPECT_EQ(plain_text(document), "Head\nOne two three.\nfour\nfive\nsix");
  EXPECT_EQ(plain_text(document, 8), "Head…");
  EXPECT_EQ(plain_text(document, 9), "Head\nOne…");
  EXPECT_EQ(plain_text(document, 1000), plain_text(document));
  EXPECT_EQ(plain_text(document, 0), "");
  EXPECT_EQ(plain_text(good("ééééé\n"), 3), "éé…");
  EXPECT_EQ(plain_text(good("vingt\u202F% oui\n"), 8), "vingt\u202F%…");
  EXPECT_EQ(plain_text(good("vingt\u202F% oui\n"), 7), "vingt\u202F…");
}

RC_GTEST_PROP(Plain_text, Is_never_longer_than_asked, (std::uint8_t limit)) {
  const auto document = good(
      "Être ou ne pas être : telle est la *question* que nous posons depuis toujours.\n\n- नमस्ते दुनिया\n");
  const auto cut = plain_text(document, limit);
  RC_ASSERT(code_points(cut) <= limit);
  RC_ASSERT(is_utf8(cut));
}

TEST(Word_count, Counts_what_people_count) {
  EXPECT_EQ(word_count(good("## Head\n\nOne *two* - three — « four\u202F» : five!\n")), 6U);
  EXPECT_EQ(word_count(good("L’employée s’en va.\n")), 3U);
}

RC_GTEST_PROP(Document, Any_bytes_give_a_document_or_a_fault, (const std::string& bytes)) {
  std::vector<Fault> faults;
  const auto document = parse_document(bytes, "en.md", faults);
  RC_ASSERT(document.has_value() == faults.empty());
}

}  // namespace
}  // namespace ruban::letter
