// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/templates.h"

#include <gtest/gtest.h>

#include <regex>

#include "embedded/templates.h"

namespace ruban::i18n {
namespace {

std::string translated(std::string_view text, Lang lang = Lang::fr) {
  const auto result = translate_template(Catalogue::of(lang), text);
  return result ? *result : std::string("error: ").append(result.error().message);
}

TEST(Translating_a_template, Sentences_change_and_all_else_stays) {
  EXPECT_EQ(translated("<p>{_}Your code{/_}</p>{{NAME}}"), "<p>Votre code</p>{{NAME}}");
  EXPECT_EQ(translated("{_ demand}refused{/_}"), "refusée");
}

TEST(Translating_a_template, White_space_in_a_sentence_counts_as_one_space) {
  EXPECT_EQ(translated("{_}\n  Your\n  code {/_}"), "Votre code");
}

TEST(Translating_a_template, Variables_are_placeholders_in_the_catalogue) {
  EXPECT_EQ(translated("{_}to {{RECIPIENT}}{/_}"), "à l’attention de {{RECIPIENT}}");
}

TEST(Translating_a_template, An_unknown_sentence_stays_as_it_is) {
  EXPECT_EQ(translated("{_}Nobody <b>ever</b> wrote {{THIS_1}}.{/_}"),
            "Nobody <b>ever</b> wrote {{THIS_1}}.");
}

TEST(Translating_a_template, A_sentence_that_is_not_closed_is_an_error) {
  EXPECT_TRUE(translated("a {_}b").starts_with("error"));
  EXPECT_TRUE(translated("a {_").starts_with("error"));
}

TEST(Templates, Every_translation_fits_its_sentence) {
  static const std::regex kMark(R"(\{_( [^}]*)?\}([\s\S]*?)\{/_\})");
  for (const auto& source : embedded::templates()) {
    const std::string text(source.text);
    for (const Lang lang : kLangs) {
      const auto result = translate_template(Catalogue::of(lang), text);
      EXPECT_TRUE(result.has_value()) << source.name << ": " << (result ? "" : result.error().field);
    }
    for (std::sregex_iterator mark(text.begin(), text.end(), kMark), end; mark != end; ++mark) {
      const std::string whole = mark->str();
      EXPECT_TRUE(whole.find("{{#") == std::string::npos)
          << source.name << ": a section within a sentence: " << whole;
    }
  }
}

// What ctemplate lets pass and we don't.
TEST(Templates, Escape_everything_they_show) {
  static const std::regex kUnquoted(R"(\s[a-z-]+=\{\{)");
  static const std::regex kNowhere(R"(\s(on[a-z]+|style|formaction|srcset|xlink:href)\s*=\s*"[^"]*\{\{)");
  static const std::regex kModifier(R"(\{\{([A-Z_0-9]+):([a-z_]+)\}\})");
  for (const auto& source : embedded::templates()) {
    const std::string text(source.text);
    if (source.name.ends_with("_text")) continue;  // plain text
    EXPECT_TRUE(text.starts_with("{{%AUTOESCAPE context=\"HTML\"}}\n")) << source.name;
    EXPECT_FALSE(std::regex_search(text, kUnquoted)) << source.name;
    EXPECT_FALSE(std::regex_search(text, kNowhere)) << source.name;
    EXPECT_EQ(text.find("<script"), std::string::npos) << source.name;
    EXPECT_EQ(text.find("<style"), std::string::npos) << source.name;
    for (std::sregex_iterator use(text.begin(), text.end(), kModifier), end; use != end; ++use) {
      const std::string name = (*use)[1], modifier = (*use)[2];
      // `none` is for what our own code wrote as HTML.
      const bool ours = modifier == "none" && (name == "DOCUMENT" || name == "RING");
      EXPECT_TRUE(ours || modifier == "pre_escape" || modifier == "url_query_escape")
          << source.name << ": " << use->str();
    }
  }
}

}  // namespace
}  // namespace ruban::i18n
