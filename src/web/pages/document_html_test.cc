// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/document_html.h"

#include <gtest/gtest.h>

namespace ruban::web {
namespace {

std::string html(std::string_view markdown, i18n::Lang lang = i18n::Lang::en) {
  std::vector<letter::Fault> faults;
  const auto document = letter::parse_document(markdown, "en.md", faults);
  return document ? document_html(*document, lang) : std::string("fault: ").append(faults.at(0).what);
}

TEST(Document_html, Every_shape_has_its_tag) {
  EXPECT_EQ(html("One *two* **three** `four`\n"),
            "<p>One <em>two</em> <strong>three</strong> <code>four</code></p>\n");
  EXPECT_EQ(html("## A\n\n### B\n\n#### C\n"), "<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>\n");
  EXPECT_EQ(html("- a\n- b\n"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
  EXPECT_EQ(html("3. a\n4. b\n"), "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n");
  EXPECT_EQ(html("- a\n\n- b\n"), "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n");
  EXPECT_EQ(html("> a\n"), "<blockquote>\n<p>a</p>\n</blockquote>\n");
  EXPECT_EQ(html("    a < b\n"), "<pre><code>a &lt; b\n</code></pre>\n");
  EXPECT_EQ(html("***\n"), "<hr>\n");
  EXPECT_EQ(html("a\\\nb\n"), "<p>a<br>\nb</p>\n");
}

TEST(Document_html, Everything_is_escaped) {
  EXPECT_EQ(html("a &lt;b&gt; &amp; \"c\" 'd\n"), "<p>a &lt;b&gt; &amp; &quot;c&quot; &#39;d</p>\n");
  EXPECT_EQ(html("`<script>`\n"), "<p><code>&lt;script&gt;</code></p>\n");
  EXPECT_EQ(html("[x](https://example.org/?a=1&b=%22)\n"),
            "<p><a href=\"https://example.org/?a=1&amp;b=%22\" rel=\"nofollow ugc noreferrer\">x</a></p>\n");
}

TEST(Document_html, A_tree_made_by_hand_cannot_break_out) {
  letter::Link link;
  link.address = "https://x/\"onmouseover=\"";
  link.content.push_back({letter::Text{"</a><script>"}});
  letter::Paragraph paragraph;
  paragraph.content.push_back({std::move(link)});
  letter::Document document;
  document.blocks.push_back({std::move(paragraph)});
  const auto written = document_html(document, i18n::Lang::en);
  EXPECT_EQ(written.find("<script"), std::string::npos);
  EXPECT_NE(written.find("href=\"https://x/&quot;onmouseover=&quot;\""), std::string::npos);
}

TEST(Document_html, French_text_gets_its_spaces_and_code_does_not) {
  EXPECT_EQ(html("Qui ? « Nous » `a ; b`\n", i18n::Lang::fr),
            "<p>Qui\u202F? «\u202FNous\u202F» <code>a ; b</code></p>\n");
}

}  // namespace
}  // namespace ruban::web
