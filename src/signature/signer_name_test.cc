// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/signer_name.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "core/utf8.h"

namespace ruban::signature {
namespace {

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(SignerName, Names_of_the_world_are_accepted_as_they_are) {
  for (const std::string_view name : {"Ada Moreau",
                                      "Dr. Ada Moreau",
                                      "J.R. Moreau",
                                      "Jean-Luc d'Arvor",
                                      "Zoé O’Hara",
                                      "Nguyễn Thị Hạnh",
                                      "ليلى حداد",
                                      "मीरा जोशी",
                                      "क्षितिज",
                                      "王小云",
                                      "山田・花子",
                                      "Łukasz Żółw",
                                      "Ægir Þórsson",
                                      "דינה בן־עמי",
                                      "ก้อง ใจดี",
                                      "བསྟན་འཛིན",
                                      "Ọládélé Ọ̀ṣun",
                                      "M. Moreau (Caen)",
                                      "Moreau, Ada",
                                      "Ada Moreau 3rd",
                                      "’t Hoen",
                                      "ნინო",
                                      "Ͷ.",
                                      "نام‌خانوادگی",
                                      "Lluís Gal·la",
                                      "ʻOlioli Kea",
                                      "St. John Moreau",
                                      "A. de Vries",
                                      "X Æ"}) {
    const auto parsed = SignerName::parse(name);
    ASSERT_TRUE(parsed) << name << ": " << parsed.error().message;
    EXPECT_EQ(parsed->text(), name);
  }
}

TEST(SignerName, Spaces_and_composition_are_tidied) {
  EXPECT_EQ(SignerName::parse("  Ada \u00A0 \u2003 Moreau ").value().text(), "Ada Moreau");
  EXPECT_EQ(SignerName::parse("Zoe\u0301").value().text(), "Zo\u00E9");
  EXPECT_EQ(SignerName::parse("Zoe\u0301"), SignerName::parse("Zo\u00E9"));
}

// Each fault with its own sentence, so that the signer knows what to change.
TEST(SignerName, Each_kind_of_bad_name_has_its_sentence) {
  const std::vector<std::pair<std::string_view, std::vector<std::string>>> faults = {
      {"Please give your name.", {"", "   ", "\u00A0\u2003"}},
      {"This name is too short: please give your full name.", {"A", "王"}},
      {"This name is too long: please use at most 80 characters.",
       {std::string(81, 'a'), repeated("é", 81), std::string(10'000, 'a'), repeated("𝒜", 10'000)}},
      {"This name can't be read: please type it again.", {"Ada\xff", "\xc3", "\xed\xa0\x80 Ada"}},
      {"This name has invisible characters or line breaks: please type it by hand.",
       {"Ada\nMoreau", "Ada\tMoreau", std::string("Ada\0Moreau", 10), "Ada\u202EuaeroM", "Ada\u2066Moreau",
        "Ada\u200BMoreau", "\u200D\u200D", "\u3164\u3164", "\u115F\u1160", "\u2800\u2800", "Ada\uE000",
        "Ada\u2028M", "Ada\uFEFF Moreau", "Ada\u034FMoreau"}},
      {"A name can't start with one of the signs = + - @.",
       {"=1+1", "+Ada", "-Ada", "@ada", "=HYPERLINK(1)", "＝1+1", "  =1+1"}},
      {"A name can't hold markup or the signs < and >.",
       {"<b>Ada</b>", "Ada <script>", "Ada > Bob", "Ada &lt;b&gt;", "Ada&#60;", "<!-- Ada -->", "Ada <"}},
      {"A name can't hold a link or an address. If your name has a dot, leave a space after it.",
       {"https://example.org", "Ada http://x", "www.example.org", "WWW.EXAMPLE.ORG", "Visit example.com",
        "ada@example.org", "Ada @home", "EXAMPLE.COM", "Ada example.org/petition", "ｗｗｗ．example．org",
        "buy.example.shop", "Ada javascript:alert(1)", "ａｄａ＠example", "bücher.de", "Ada spam.example/x"}},
      {"A name can't hold emoji.",
       {"Ada 😀", "Ada ❤", "🇫🇷 Ada", "Ada 👩‍💻", "Ada ☠", "1\uFE0F\u20E3 Ada", "Ada\u20E0"}},
      {"This name has too many accents on one letter, or an accent without a letter.",
       {"A\u0301\u0302\u0303\u0304da", "Z\u0351\u036B\u0343\u036A\u0302\u036Balgo", "\u0301Ada",
        "Ada \u0301Moreau", "A\u0323\u0323\u0323\u200D\u0323da", "क\u093C\u093C\u093C\u093C\u093C"}},
      {"A name holds letters, spaces, hyphens, apostrophes and dots: please leave out other signs.",
       {"Ada $", "Ada = Moreau", "Ada; DROP", "Ada/Bob", "Ada \"Moreau\"", "Ada!", "Ada #1", "Ada %s",
        "Ada | Moreau", "Ada & Bob", "Ada\\Moreau", "Ada [x]", "Ada {{x}}", "Ada ∑"}},
      {"Please give your name in letters: figures alone are not a name.",
       {"12345", "1.2", "...", "' '", "()", "١٢٣"}},
  };
  std::set<std::string_view> sentences;
  for (const auto& [sentence, names] : faults) {
    sentences.insert(sentence);
    for (const auto& name : names) {
      const auto parsed = SignerName::parse(name);
      ASSERT_FALSE(parsed) << name;
      EXPECT_EQ(parsed.error().message, sentence) << name;
      EXPECT_EQ(parsed.error().field, "name");
      EXPECT_EQ(parsed.error().kind, Kind::invalid);
    }
  }
  EXPECT_EQ(sentences.size(), faults.size());
}

TEST(SignerName, The_longest_names_fit_to_the_character) {
  EXPECT_TRUE(SignerName::parse(std::string(80, 'a')));
  EXPECT_TRUE(SignerName::parse(repeated("𐌀", 80)));
  EXPECT_TRUE(SignerName::parse("  " + repeated("é", 80) + "  "));
  EXPECT_TRUE(SignerName::parse("Jo"));
}

std::string any_text() {
  const auto pieces =
      *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
          "a",      "É",  "e\u0301", "\u0301", " ",    "\u00A0", ".",  "-",      "'",     "com",    "ی",
          "\u200C", "क",  "\u093F",  "王",     "1",    "(",      "<",  "@",      "=",     "\u202E", "😀",
          "\xff",   "\n", "\r\n",    "www.",   "&lt;", "\u0345", "가", "\u1100", "\u1161"}));
  std::string out;
  for (const auto& piece : pieces) out += piece;
  return out;
}

RC_GTEST_PROP(SignerName, What_was_accepted_is_accepted_again_unchanged, ()) {
  const auto text = any_text();
  if (const auto name = SignerName::parse(text)) {
    RC_ASSERT((SignerName::parse(name->text()) == name));
    RC_ASSERT(code_points(name->text()) <= SignerName::kMax);
    RC_ASSERT(name->text().find_first_of("<>@\n\r\t") == std::string::npos);
  }
  if (const auto role = Role::parse(text)) RC_ASSERT((Role::parse(role->text()) == role));
  if (const auto comment = Comment::parse(text)) {
    RC_ASSERT((Comment::parse(comment->text()) == comment));
    RC_ASSERT(comment->lines().size() <= Comment::kMaxLines);
  }
}

TEST(Role, What_people_do_is_accepted) {
  for (const std::string_view role :
       {"Nurse, ward 3", "Software engineer (C++)", "R&D", "Ingénieure n° 2", "Nurse | Night shift",
        "24/7 support", "Professor of “law”", "护士", "Delegate № 4", "M.", "3"}) {
    const auto parsed = Role::parse(role);
    ASSERT_TRUE(parsed) << role << ": " << parsed.error().message;
    EXPECT_EQ(parsed->text(), role);
  }
  EXPECT_TRUE(Role::parse(std::string(100, 'a')));
}

TEST(Role, What_is_no_role_is_refused_on_its_field) {
  for (const std::string& role :
       {std::string(), std::string(" "), std::string(101, 'a'), std::string(10'000, 'a'), std::string("=1+1"),
        std::string("-2"), std::string("<i>Nurse</i>"), std::string("see example.com"),
        std::string("nurse@example.org"), std::string("Nurse\nNurse"), std::string("Nurse 😀"),
        std::string("Nurse\u202E"), std::string("\xff"), std::string("N\u0301\u0301\u0301\u0301"),
        std::string("Nurse €")}) {
    const auto parsed = Role::parse(role);
    ASSERT_FALSE(parsed) << role;
    EXPECT_EQ(parsed.error().field, "role");
  }
}

TEST(Comment, A_few_lines_are_accepted_and_tidied) {
  EXPECT_EQ(Comment::parse("We can do better.").value().text(), "We can do better.");
  EXPECT_EQ(Comment::parse("\r\n\r\n One \r\n\r\n\r\n  Two  \r\nThree\r\n\r\n").value().text(),
            "One\n\nTwo\nThree");
  EXPECT_EQ(Comment::parse("One\n\nTwo").value().lines(), (std::vector<std::string_view>{"One", "", "Two"}));
  for (const std::string_view text : {"I <3 this team", "- first\n- second", "+1", "Stop this.It is wrong",
                                      "2 > 1 & so on", "Done at 10:30, p. 3", "100 % d’accord !", "Merci ❤",
                                      "“We refuse”", "e.g. this, i.e. that", "Tom @ work", "a/b, and/or"}) {
    const auto parsed = Comment::parse(text);
    ASSERT_TRUE(parsed) << text << ": " << parsed.error().message;
    EXPECT_EQ(parsed->text(), text);
  }
  EXPECT_TRUE(Comment::parse(std::string(1000, 'a')));
  EXPECT_TRUE(Comment::parse(repeated("𐌀", 1000)));
  EXPECT_TRUE(Comment::parse(repeated("a\n", 12)));
}

TEST(Comment, What_is_no_plain_text_is_refused_on_its_field) {
  for (const std::string& text :
       {std::string(), std::string(" \r\n "), std::string(1001, 'a'), std::string(10'000, 'a'),
        repeated("a\n", 13), repeated("a\n\n", 7), std::string("see https://example.org"),
        std::string("see example.org/x now"), std::string("write to a@example.org"),
        std::string("<script>alert(1)</script>"), std::string("a &amp; b"), std::string("a\tb\x07"),
        std::string("a\u202Eb"), std::string("=1+1"), std::string("ok\n@SUM(1)"), std::string("a\rb"),
        std::string("a\u2028b"), std::string("\xc0\xaf"), std::string("a\u0301\u0301\u0301\u0301")}) {
    const auto parsed = Comment::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().field, "comment");
    EXPECT_EQ(parsed.error().kind, Kind::invalid);
  }
}

}  // namespace
}  // namespace ruban::signature
