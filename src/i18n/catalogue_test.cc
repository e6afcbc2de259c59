// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/catalogue.h"

#include <gtest/gtest.h>

#include "embedded/ruban_po.h"
#include "i18n/tr.h"

namespace ruban::i18n {
namespace {

TEST(Catalogue, A_sentence_is_found_in_French) {
  EXPECT_EQ(Catalogue::of(Lang::fr).find("", "Your code"), "Votre code");
  EXPECT_TRUE(Catalogue::of(Lang::fr).has("demand", "refused"));
  EXPECT_FALSE(Catalogue::of(Lang::fr).has("", "refused"));
}

TEST(Catalogue, An_unknown_sentence_is_its_own_translation) {
  EXPECT_EQ(Catalogue::of(Lang::fr).find("", "Nobody ever wrote this."), "Nobody ever wrote this.");
}

TEST(Catalogue, Truncated_bytes_are_refused_at_every_length) {
  for (const auto& file : embedded::ruban_po()) {
    ASSERT_TRUE(Catalogue::parse(Lang::fr, file.bytes).has_value()) << file.name;
    // Every tenth length: the head, the tables and the strings.
    for (std::size_t length = 0; length + 1 < file.bytes.size(); length += length < 64 ? 1 : 997) {
      EXPECT_FALSE(Catalogue::parse(Lang::fr, file.bytes.substr(0, length)).has_value())
          << file.name << " " << length;
    }
  }
}

TEST(Catalogue, Offsets_out_of_the_file_are_refused) {
  std::string bytes(embedded::ruban_po()[0].bytes);
  for (std::size_t at = 8; at < 28; ++at) {
    std::string broken = bytes;
    broken[at] = '\xff';
    broken[at | 3] = '\x7f';
    // Whatever it says, it is an answer and not a crash.
    (void)Catalogue::parse(Lang::fr, broken).has_value();
  }
  bytes[0] = 0;
  EXPECT_FALSE(Catalogue::parse(Lang::fr, bytes).has_value());
}

TEST(Sentences, Placeholders_are_filled_once) {
  EXPECT_EQ(tr(Lang::fr, "Recorded as no. {number}", {{"number", "{number}"}}),
            "Inscrite sous le n° {number}");
  EXPECT_EQ(tr(Lang::en, "Recorded as no. {number}", {{"other", "1"}}), "Recorded as no. {number}");
  EXPECT_EQ(tr(Lang::en, "no { end", {{"end", "x"}}), "no { end");
}

TEST(Sentences, Values_keep_their_own_typography) {
  EXPECT_EQ(tr(Lang::fr, "Recorded as no. {number}", {{"number", "a ; b'c"}}), "Inscrite sous le n° a ; b'c");
}

TEST(Sentences, Plurals_follow_each_language) {
  const auto signatures = [](Lang lang, std::uint64_t n) {
    return tr_plural(lang, "{count} signature", "{count} signatures", n);
  };
  EXPECT_EQ(signatures(Lang::fr, 0), "0 signature");
  EXPECT_EQ(signatures(Lang::fr, 1), "1 signature");
  EXPECT_EQ(signatures(Lang::fr, 2), "2 signatures");
  EXPECT_EQ(signatures(Lang::en, 0), "0 signatures");
  EXPECT_EQ(signatures(Lang::en, 1), "1 signature");
  EXPECT_EQ(signatures(Lang::en, 6'103'056), "6,103,056 signatures");
}

TEST(Sentences, An_error_is_said_in_the_language_of_the_page) {
  const Error error{Kind::invalid, "This is not base64.", {}};
  EXPECT_EQ(tr(Lang::en, error), "This is not base64.");
  EXPECT_EQ(tr(Lang::fr, error), "Ceci n’est pas du base64.");
}

}  // namespace
}  // namespace ruban::i18n
