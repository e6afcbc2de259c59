// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/letter_address.h"

#include <gtest/gtest.h>

namespace ruban::cli {
namespace {

TEST(LetterAddress, Names_a_letter_on_whatever_page_of_it) {
  const LetterAddress newest{"https://ruban.example.org", "keep-it", {}, {}};
  for (const auto* url :
       {"https://ruban.example.org/letters/keep-it", "https://ruban.example.org/letters/keep-it/",
        "https://ruban.example.org/fr/letters/keep-it", "https://ruban.example.org/en/letters/keep-it/sign",
        "https://ruban.example.org/en/letters/keep-it/sign/code?x=1#top"}) {
    EXPECT_EQ(parse_letter_address(url), newest) << url;
  }
  const auto second = parse_letter_address("http://localhost:8080/fr/letters/keep-it/v2/signatures");
  ASSERT_TRUE(second);
  EXPECT_EQ(second->site, "http://localhost:8080");
  EXPECT_EQ(second->version, 2U);
}

TEST(LetterAddress, Takes_the_letters_id_along) {
  const std::string hex(64, 'a');
  const auto address = parse_letter_address("https://ruban.example.org/letters/keep-it?x=y&id=" + hex);
  ASSERT_TRUE(address);
  EXPECT_EQ(to_hex(address->id->view()), hex);
  EXPECT_FALSE(parse_letter_address("https://ruban.example.org/letters/keep-it?id=aa"));
}

TEST(LetterAddress, Refuses_what_names_no_letter) {
  for (const auto* url :
       {"", "keep-it", "https://", "https://ruban.example.org", "https://ruban.example.org/letters/",
        "https://ruban.example.org/letters/Keep_It", "https://ruban.example.org/about",
        "ftp://ruban.example.org/letters/keep-it", "https://a:b@ruban.example.org/letters/keep-it",
        "https://ruban.example.org?/letters/keep-it", "https://ruban.example.org/letters/..%2f"}) {
    EXPECT_FALSE(parse_letter_address(url)) << url;
  }
}

}  // namespace
}  // namespace ruban::cli
