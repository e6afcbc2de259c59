// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/templates.h"

#include <gtest/gtest.h>

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
  for (const auto& source : embedded::templates()) {
    const std::string text(source.text);
    for (const Lang lang : kLangs) {
      const auto result = translate_template(Catalogue::of(lang), text);
      EXPECT_TRUE(result.has_value()) << source.name << ": " << (result ? "" : result.error().field);
    }
  }
}

}  // namespace
}  // namespace ruban::i18n
