// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/lang.h"

#include <gtest/gtest.h>

#include <string>

namespace ruban::i18n {
namespace {

TEST(Choosing, The_language_with_the_highest_weight_is_taken) {
  EXPECT_EQ(choose("fr"), Lang::fr);
  EXPECT_EQ(choose("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5"), Lang::fr);
  EXPECT_EQ(choose("de, en;q=0.3, fr;q=0.4"), Lang::fr);
  EXPECT_EQ(choose("en-GB,en;q=0.5,fr;q=0.4"), Lang::en);
  EXPECT_EQ(choose("FR-ca"), Lang::fr);
  EXPECT_EQ(choose(" fr ; q=0.2 , en ; q=0.1 "), Lang::fr);
}

TEST(Choosing, Between_equals_the_first_one_is_taken) {
  EXPECT_EQ(choose("fr, en"), Lang::fr);
  EXPECT_EQ(choose("en, fr"), Lang::en);
}

TEST(Choosing, A_weight_of_zero_means_never) { EXPECT_EQ(choose("fr;q=0, de"), Lang::en); }

TEST(Choosing, What_cannot_be_read_is_passed_over) {
  EXPECT_EQ(choose(""), Lang::en);
  EXPECT_EQ(choose("fr;q=2, en;q=0.1"), Lang::en);
  EXPECT_EQ(choose("fr;q=0.12345;, de"), Lang::en);
  EXPECT_EQ(choose("frank, francais, f"), Lang::en);
  EXPECT_EQ(choose(",,;;==,fr"), Lang::fr);
  EXPECT_EQ(choose(std::string(100'000, ',')), Lang::en);
}

TEST(Choosing, Only_the_first_sixteen_ranges_count) {
  std::string header;
  for (int i = 0; i < 16; ++i) header += "de,";
  EXPECT_EQ(choose(header + "fr"), Lang::en);
}

TEST(Languages, Tags_are_read_as_they_are_written) {
  for (const Lang lang : kLangs) EXPECT_EQ(parse_lang(tag(lang)), lang);
  EXPECT_EQ(parse_lang("FR"), std::nullopt);
  EXPECT_EQ(parse_lang(""), std::nullopt);
  EXPECT_EQ(other(Lang::fr), Lang::en);
  EXPECT_EQ(other(Lang::en), Lang::fr);
}

}  // namespace
}  // namespace ruban::i18n
