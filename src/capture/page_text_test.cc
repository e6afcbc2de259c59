// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/page_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fmt/format.h>

#include <algorithm>

#include "core/utf8.h"

namespace ruban::capture {
namespace {

constexpr std::string_view kKinds[] = {"title", "h", "p", "item", "cell", "pre"};

// "h2:Words" for each block.
std::vector<std::string> lines_of(const Result<std::vector<Block>>& blocks) {
  if (!blocks) return {std::string(blocks.error().message)};
  std::vector<std::string> out;
  for (const auto& block : *blocks) {
    const auto level = block.level == 0 ? "" : std::to_string(block.level);
    out.push_back(std::string(kKinds[static_cast<int>(block.kind)]) + level + ":" + block.text);
  }
  return out;
}

using Lines = std::vector<std::string>;

Lines html(std::string_view page, std::string_view type = "text/html; charset=utf-8") {
  return lines_of(page_text(page, type));
}
Lines xhtml(std::string_view page) { return lines_of(page_text(page, "application/xhtml+xml")); }
Lines plain(std::string_view page) { return lines_of(page_text(page, "text/plain")); }

TEST(The_text_of_a_page, Is_its_title_and_its_blocks_in_their_order) {
  EXPECT_EQ(html("<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Our  promise</title>"
                 "<link rel=stylesheet href=x></head><body><h1>The cloud</h1><p>It helps <em>to make\n"
                 " decisions</em> faster.</p>loose<ul><li>One<li>Two <b>bold</b></ul>"
                 "<table><caption>Figures</caption><tr><th>Year<td>2018</table>"
                 "<dl><dt>Word<dd>Meaning</dl><pre>\n  a\n   b \n</pre><blockquote>Said</blockquote>"),
            (Lines{"title:Our promise", "h1:The cloud", "p:It helps to make decisions faster.", "p:loose",
                   "item:One", "item:Two bold", "cell:Figures", "cell:Year", "cell:2018", "item:Word",
                   "item:Meaning", "pre:  a\n   b", "p:Said"}));
}

TEST(The_text_of_a_page, Keeps_each_block_apart_however_they_are_nested) {
  EXPECT_EQ(html("<div>a<div>b</div>c<section><p>d</section>e</div>f"),
            (Lines{"p:a", "p:b", "p:c", "p:d", "p:e", "p:f"}));
  EXPECT_EQ(html("<ul><li>a<ul><li>b</ul>c</ul>d"), (Lines{"item:a", "item:b", "item:c", "p:d"}));
  EXPECT_EQ(html("<td>x</td><table><tr><td>a<table><td>b</table>c<td><h3>d</h3>e"),
            (Lines{"p:x", "cell:a", "cell:b", "cell:c", "h3:d", "cell:e"}));
  EXPECT_EQ(html("<h2>a<h3>b</h2>c"), (Lines{"h2:a", "h3:b", "p:c"}));
  EXPECT_EQ(html("<select><option>a<option>b</select><button>c</button><button>d</button>"),
            (Lines{"item:a", "item:b", "p:c", "p:d"}));
}

TEST(The_text_of_a_page, Has_the_spaces_that_are_seen) {
  EXPECT_EQ(html("<p> a \n\t b<br> c <br>d<br><br>e&nbsp;f\xE2\x80\xAF!  <i> g</i></p><p>&nbsp;</p>"),
            (Lines{"p:a b\nc\nd",
                   "p:e\xC2\xA0"
                   "f\xE2\x80\xAF! g"}));
  EXPECT_EQ(html("<p>vanish<wbr>ing<!-- c -->ly</p>"), (Lines{"p:vanishingly"}));
}

TEST(The_text_of_a_page, Has_the_characters_that_references_stand_for) {
  EXPECT_EQ(html("<p>&lt;b&gt; &amp;amp; &eacute;&Eacute &#8217;&#x2019; &#150; &notin; &noti; &copy2018 "
                 "&nonsense; & &#; &#0; &#xD800; "
                 "&#99999999999; &NotEqualTilde;"),
            (Lines{"p:<b> &amp; éÉ ’’ – ∉ ¬i; ©2018 &nonsense; & &#; \uFFFD \uFFFD \uFFFD ≂̸"}));
}

// What isn't shown must not come in by any way of writing it.
TEST(The_text_of_a_page, Holds_no_script_in_any_disguise) {
  for (const auto* page : {
           "<p>a</p><script>alert(1)</script>",
           "<p>a</p><SCRIPT\n>alert(1)</sCrIpT\t>",
           "<p>a</p><script/src=x>alert(1)</script>",
           "<p>a</p><script/>alert(1)</script>",
           "<p>a</p><script type=text/plain>alert(1)</script>",
           "<p>a</p><script x='</script>'>alert(1)</script>",
           "<p>a</p><script>alert(1)",
           "<p>a</p><script>alert('<\\/script>');alert(1)</script>",
           "<p>a</p><script>alert(1)</scripty>alert(2)</script>",
           "<p>a</p><script><!--alert(1)</script>",
           "<p>a</p><script><!-- <script>alert(1)</script> alert(2) --></script>",
           "<p>a</p><script><!-->alert(1)<script></script>",
           "<p>a</p><script>//<![CDATA[\nalert(1)//]]></script>",
           "<p>a</p><svg><script>alert(1)</script></svg>",
           "<p>a</p><svg><SCRIPT><![CDATA[alert(1)]]></SCRIPT></svg>",
           "<p>a</p><math><annotation>alert(1)</annotation></math>",
           "<p>a</p><!-- <p>alert(1) --><!--><!-- alert(1) --!>",
           "<p>a</p><!--[if IE]><script>alert(1)</script><![endif]-->",
           "<p>a</p><![if !IE]><?php alert(1) ?><!ELEMENT alert(1)></ alert(1)>",
           "<p>a</p><style>p{content:'alert(1)'}</style>",
           "<p>a</p><template><p>alert(1)<template>alert(2)</template>alert(3)</template>",
           "<p>a</p><iframe><p>alert(1)</p></iframe><noembed>alert(1)</noembed><noframes>alert(1)</noframes>",
           "<p>a</p><object "
           "data=x>alert(1)<p>alert(2)</object><canvas>alert(1)</canvas><video>alert(1)</video>",
           "<p onclick='alert(1)' title=\"alert(1)\" style=alert(1)>a</p>",
           "<p>a</p><img alt='alert(1)' src=x onerror=alert(1)><input value=alert(1)>",
           "<p>a<script>alert(1)</script></p>",
           "<p>a</p><p hidden>alert(1)</p>",
           "<p>a</p><div HIDDEN=until-found><p>alert(1)<div>alert(2)</div>alert(3)</div>",
           "<p>a</p><p style='color:red; DISPLAY : none !important'>alert(1)",
           "<p>a</p><p style=\"display:/**/none\">alert(1)<p style='visibility:hidden'>alert(2)",
           "<p>a</p><p style='display&#58;none'>alert(1)",
           "<p>a</p><dialog>alert(1)</dialog><div "
           "popover>alert(1)</div><datalist><option>alert(1)</datalist>",
           "<p>a</p><title>alert(1)</title><title>alert(2)</title>",
           "<p>a</p><svg><title>alert(1)</title><desc>alert(1)</desc><style>alert(1)</style></svg>",
           "<p>a</p><table hidden><tr><td>alert(1)<table><td>alert(2)</table><td>alert(3)</table>",
           "<p>a</p><ul><li hidden>alert(1)<b>alert(2)</ul>",
           "<p>a</p><a x=\"alert(1)>alert(2)",
           "<p>a</p><p>\x01\x7F</p><a alert(1)",
       }) {
    auto lines = html(page);
    if (!lines.empty() && lines.back().starts_with("title:")) lines.pop_back();
    EXPECT_EQ(lines, (Lines{"p:a"})) << page;
  }
}

TEST(The_text_of_a_page, Comes_back_behind_what_is_hidden) {
  for (const auto* page : {
           "<script>x</script>a",
           "<script><!-- <script>x</script> --></script>a",
           "<!-->a",
           "<!--->a",
           "<!-- x --!>a",
           "<p hidden>x<p>a",
           "<p hidden>x<div>a",
           "<div hidden><p>x</div>a",
           "<ul><li hidden>x</ul>a",
           "<table><tr hidden><td>x</table>a",
           "<b hidden>x</b>a",
           "<b hidden>x<i>x</b></i>a",
           "<b hidden>x<b>x</b>x</b>a",
           "<span hidden>x<span>x</span>x</span>a",
           "<svg><style>x<p>a",
           "<svg><title><b>x</b></title></svg>a",
           "<math><annotation>x</annotation></math>a",
           "<template>x</p></template>a",
           "<style>x</STYLE >a",
           "<iframe><!-- </iframe>a",
           "<dialog open>a</dialog>",
           "<p style='display:none;display:block'>a",
           "<p style='-x-display:none'>a",
           "<noscript>a</noscript>",
           "<details><summary>a</summary></details>",
           "<body hidden style='display:none'>a",
           "<div><template shadowrootmode=open>a</template></div>",

           "<svg/>a",
           "<svg>x</p>a",
           "<p hidden>x<th>x</p>a",
           "<svg>x<g>x</g>x</svg>a",
           "<svg><text>a</text></svg>",
           "<math>x<mi>a</mi></math>",
           "<object>a</object>",
           "<applet>a",
           "<svg><foreignObject><p>a",
           "<svg><path/></svg>a",
       }) {
    const auto lines = html(page);
    ASSERT_EQ(lines.size(), 1U) << page;
    EXPECT_EQ(lines[0].substr(lines[0].find(':')), ":a") << page;
  }
}

TEST(The_text_of_a_page, Shows_what_only_looks_like_markup) {
  EXPECT_EQ(html("<p>1 < 2 <3 a<b>c</b> <> </> x"), (Lines{"p:1 < 2 <3 ac <> x"}));
  EXPECT_EQ(html("<textarea><b>&lt;</b></textarea><xmp><i>&lt;</i></xmp><plaintext><p>&lt;</plaintext>"),
            (Lines{"pre:<b><</b>", "pre:<i>&lt;</i>", "pre:<p>&lt;</plaintext>"}));
  EXPECT_EQ(html("<title><b>T</b></title>a"), (Lines{"title:<b>T</b>", "p:a"}));
  EXPECT_EQ(html("<svg><text>a</text><text><![CDATA[<b>]]></text></svg><p><![CDATA[x]]>b"),
            (Lines{"p:a", "p:<b>", "p:b"}));
}

TEST(The_text_of_a_page, Holds_no_NUL_and_no_character_that_turns_others_around) {
  using namespace std::string_view_literals;
  EXPECT_EQ(html("<p>a\0b\x01"
                 "c\x7F"
                 "d\xC2\x85"
                 "e\xC2\xAD"
                 "f\xE2\x80\xAE"
                 "g\xE2\x81\xA6"
                 "h\xEF\xBB\xBFi\xEF\xBF\xBF\xE2\x80\xA8j"sv),
            (Lines{"p:abcdefghi\nj"}));
  EXPECT_EQ(html("<scr\0ipt>a</scr\0ipt><p hid\0den>b"sv), (Lines{"p:a", "p:b"}));
  EXPECT_EQ(html("\0<script>x\0</script\0>x</script>\0a\0"sv), (Lines{"p:a"}));
  EXPECT_EQ(html("<p>\xD7\x90\xE2\x80\x8F \xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8D\xE0\xA4\xB7"),  // marks that
                                                                                               // words need
            (Lines{"p:\xD7\x90\xE2\x80\x8F \xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8D\xE0\xA4\xB7"}));
}

TEST(The_encoding, Is_that_of_the_mark_then_of_the_server_then_of_the_page) {
  const std::string e = "\xE9";  // é in windows-1252, щ in ISO-8859-5, й in windows-1251
  EXPECT_EQ(html("<p>" + e, "text/html; charset=ISO-8859-1"), (Lines{"p:é"}));
  EXPECT_EQ(html("<p>" + e, "text/html; Charset = \"iso-8859-5\" ; x=y"), (Lines{"p:щ"}));
  EXPECT_EQ(html("<meta charset=windows-1251><p>" + e, "text/html"), (Lines{"p:й"}));
  EXPECT_EQ(
      html("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>" + e, "text/html"),
      (Lines{"p:й"}));
  EXPECT_EQ(html("<!-- <meta charset=utf-8> --><META CHARSET='koi8-r'><p>\xC1", "text/html"), (Lines{"p:а"}));
  EXPECT_EQ(html("<meta charset=utf-16><p>é", "text/html"), (Lines{"p:é"}));
  EXPECT_EQ(html("<?xml version='1.0' encoding='iso-8859-2'?><p>\xB1", "application/xhtml+xml"),
            (Lines{"p:ą"}));
  EXPECT_EQ(html("<meta charset=windows-1251><p>é", "text/html; charset=utf-8"), (Lines{"p:é"}));
  EXPECT_EQ(html("<meta charset=nonsense><p>é", "text/html; charset=also-nonsense"), (Lines{"p:é"}));
  EXPECT_EQ(html("\xEF\xBB\xBF<p>é", "text/html; charset=windows-1252"), (Lines{"p:é"}));
  EXPECT_EQ(html("<p>é", "text/html"), (Lines{"p:é"}));
  EXPECT_EQ(html("<p>" + e + "\x80", "text/html"), (Lines{"p:é€"}));
  EXPECT_EQ(html(std::string_view("\xFF\xFE<\0p\0>\0\xE9\0=\xD8\0\xDE", 14), "text/html"),
            (Lines{"p:é\U0001F600"}));
  EXPECT_EQ(html(std::string_view("\xFE\xFF\0<\0p\0>\0\xE9", 10), ""), (Lines{"p:é"}));
  EXPECT_EQ(html(std::string_view("<\0p\0>\0\xE9\0", 8), "text/html; charset=utf-16le"), (Lines{"p:é"}));
}

TEST(The_encoding, Of_each_label_is_one_that_is_there) {
  const std::pair<std::string_view, std::string_view> rows[] = {{"windows-1250", "\xEC"},
                                                                {"windows-1252", "\xEC"},
                                                                {"windows-1253", "\xEC"},
                                                                {"windows-1254", "\xEC"},
                                                                {"windows-1255", "\xEC"},
                                                                {"windows-1256", "\xEC"},
                                                                {"windows-1257", "\xEC"},
                                                                {"windows-1258", "\xEC"},
                                                                {"windows-874", "\xC1"},
                                                                {"iso-8859-2", "\xEC"},
                                                                {"iso-8859-3", "\xEC"},
                                                                {"iso-8859-4", "\xEC"},
                                                                {"iso-8859-6", "\xC7"},
                                                                {"iso-8859-7", "\xEC"},
                                                                {"iso-8859-8", "\xEC"},
                                                                {"iso-8859-9", "\xEC"},
                                                                {"iso-8859-10", "\xEC"},
                                                                {"iso-8859-13", "\xEC"},
                                                                {"iso-8859-14", "\xEC"},
                                                                {"iso-8859-15", "\xA4"},
                                                                {"koi8-u", "\xA4"},
                                                                {"macintosh", "\x8E"},
                                                                {"x-mac-cyrillic", "\x80"},
                                                                {"ibm866", "\x80"},
                                                                {"gbk", "\xC4\xE3"},
                                                                {"gb18030", "\xC4\xE3"},
                                                                {"big5", "\xA7\x41"},
                                                                {"euc-jp", "\xA4\xA2"},
                                                                {"iso-2022-jp", "\x1B$B$\"\x1B(B"},
                                                                {"shift_jis", "\x82\xA0"},
                                                                {"euc-kr", "\xB0\xA1"},
                                                                {"latin1", "\xEC"},
                                                                {"UTF8", "\xC3\xAC"}};
  for (const auto& [label, bytes] : rows) {
    const auto lines =
        html(std::string("<p>") + std::string(bytes), "text/html;charset=" + std::string(label));
    ASSERT_EQ(lines.size(), 1U) << label;
    EXPECT_EQ(code_points(lines[0]), 3U) << label << " " << lines[0];
    EXPECT_EQ(lines[0].find("\uFFFD"), std::string::npos) << label;
  }
}

TEST(Broken_bytes, Become_one_replacement_character_each_and_never_a_failure) {
  EXPECT_EQ(html("<p>a\xFFz \xC3 \xE2\x82 \xF0\x9F\x98 \xED\xA0\x80 \xC0\xAF b\xC3"),
            (Lines{"p:a\uFFFDz \uFFFD \uFFFD \uFFFD \uFFFD\uFFFD\uFFFD \uFFFD\uFFFD b\uFFFD"}));
  EXPECT_EQ(html("<p>\x82", "text/html; charset=shift_jis"), (Lines{"p:\uFFFD"}));
  EXPECT_EQ(html("<p>\xD2", "text/html; charset=iso-8859-7"), (Lines{"p:\uFFFD"}));
  EXPECT_EQ(html(std::string_view("<\0p\0>\0a\0\0\xDC"
                                  "b\0c",
                                  13),
                 "text/html; charset=utf-16le"),
            (Lines{"p:a\uFFFD"
                   "b\uFFFD"}));
}

TEST(Broken_bytes, Are_found_wherever_a_long_page_is_cut_into_pieces) {
  std::string page = "\xFF\xFE", expected;
  const auto add = [&](std::u16string_view units, std::string_view text) {
    for (const auto unit : units) page += {static_cast<char>(unit & 0xFF), static_cast<char>(unit >> 8)};
    expected += text;
  };
  add(u"<", "");
  add(u"p>x", "x");
  for (int i = 0; i < 100'000; ++i) add(u"\xD83D\xDE00", "\U0001F600");
  EXPECT_EQ(html(page), (Lines{"p:" + expected}));
}

TEST(Deep_nesting, Is_read_as_far_as_browsers_nest) {
  std::string page;
  for (int i = 0; i < 100'000; ++i) page += "<div>";
  page += "deep";
  for (int i = 0; i < 100'000; ++i) page += "</div>";
  EXPECT_EQ(html(page + "out"), (Lines{"p:deep", "p:out"}));
  std::string unclosed = "<p>a";
  for (int i = 0; i < 100'000; ++i) unclosed += "<b><i></p>";
  EXPECT_EQ(html(unclosed + "<li>z"), (Lines{"p:a", "item:z"}));
}

TEST(Deep_nesting, Shows_nothing_that_is_hidden) {
  std::string page = "<p>a";
  for (int i = 0; i < 600; ++i) page += "<div>";
  EXPECT_EQ(html(page + "<script>x</script><style>x</style>b"), (Lines{"p:a", "p:b"}));
  EXPECT_EQ(html(page + "<div hidden>x</div>"), (Lines{"This page nests its elements too deeply."}));
}

TEST(XHTML, Is_read_by_the_rules_of_XML) {
  EXPECT_EQ(xhtml("<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY x \"<p>y</p>\">]>"
                  "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>T &amp; t</title>"
                  "<script src=\"x\"/><style/></head><body><p>a<br/>b</p><div hidden=\"hidden\"/>"
                  "<p>&lt;<![CDATA[<b>&amp;]]>&x;</p><script><![CDATA[ <p>x</p> ]]></script><?php >x "
                  "?></body></html>"),
            (Lines{"title:T & t", "p:a\nb", "p:<<b>&amp;&x;"}));
}

TEST(Plain_text, Is_cut_at_its_empty_lines) {
  EXPECT_EQ(plain("a  b\r\n c \r\n\r\n \t\n<b>&lt;\rd\n"), (Lines{"p:a b\nc", "p:<b>&lt;\nd"}));
  EXPECT_EQ(plain(""), Lines{});
  EXPECT_EQ(lines_of(page_text("just words", "")), (Lines{"p:just words"}));
}

TEST(A_page_of_another_kind, Is_refused_by_its_name) {
  for (const auto* type :
       {"application/pdf", "image/svg+xml", "application/json; charset=utf-8", "text/css"}) {
    const auto refused = page_text("x", type);
    ASSERT_FALSE(refused) << type;
    EXPECT_EQ(refused.error().kind, Kind::invalid);
    EXPECT_TRUE(std::string_view(type).starts_with(refused.error().field));
    EXPECT_FALSE(refused.error().field.empty());
  }
  EXPECT_TRUE(page_text("<p>x", "TEXT/HTML"));
}

TEST(The_text_of_a_page, Has_limits) {
  EXPECT_EQ(page_text("<p>abc", "text/html", {.page = 5}).error().kind, Kind::too_large);
  EXPECT_EQ(page_text("<p>abc", "text/html", {.text = 2}).error().kind, Kind::too_large);
  EXPECT_TRUE(page_text("<p>abc", "text/html", {.text = 3}));
  EXPECT_EQ(page_text("<p>a<p>b<p>c", "text/html", {.blocks = 2}).error().kind, Kind::too_large);
  EXPECT_TRUE(page_text("<p>a<p>b<p> ", "text/html", {.blocks = 2}));
}

// Words of markup in any order, which finds more than any bytes would.
rc::Gen<std::string> markup() {
  using namespace std::string_literals;
  return rc::gen::container<std::string>(rc::gen::elementOf("<>/!-&;=\"' \n\0abpx#[]"s));
}

RC_GTEST_PROP(The_text_of_a_page, Is_clean_whatever_the_page, (std::vector<std::uint8_t> bytes)) {
  const std::string noise(bytes.begin(), bytes.end());
  const auto page = *markup() + noise + *markup();
  const auto* type = *rc::gen::elementOf(std::vector<const char*>{
      "text/html", "application/xhtml+xml", "text/plain", "", "text/html;charset=utf-16"});
  const auto blocks = page_text(page, type);
  RC_ASSERT(blocks.has_value());
  for (const auto& block : *blocks) {
    RC_ASSERT(is_utf8(block.text));
    RC_ASSERT(!block.text.empty());
    RC_ASSERT(block.text.find('\0') == std::string::npos);
    RC_ASSERT(
        std::ranges::none_of(block.text, [](char c) { return c >= 0 && c < ' ' && c != '\n' && c != '\t'; }));
  }
}

// What is escaped comes back as it was.
RC_GTEST_PROP(The_text_of_a_page, Is_what_was_put_into_it, ()) {
  const auto text = *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange<char>('!', '~')));
  std::string escaped;
  for (const char c : text) escaped += fmt::format("&#{};", static_cast<int>(c));
  RC_ASSERT(html("<p>" + escaped + "</p>") == (Lines{"p:" + text}));
}

}  // namespace
}  // namespace ruban::capture
