// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "core/bytes.h"
#include "core/ids.h"
#include "core/time.h"
#include "core/utf8.h"

namespace ruban {
namespace {

RC_GTEST_PROP(Base64, Reading_gives_back_what_was_written, (const std::vector<std::uint8_t>& bytes)) {
  RC_ASSERT(from_base64(to_base64(bytes)) == bytes);
  RC_ASSERT(from_base64url(to_base64url(bytes)) == bytes);
  RC_ASSERT(from_hex(to_hex(bytes)) == bytes);
}

TEST(Base64, Only_the_canonical_form_is_read) {
  EXPECT_TRUE(from_base64("AA=="));
  for (auto bad : {"AB==", "AA=", "AA", "AA==\n", " AA==", "A-==", "AAA=A", "=", "A"})
    EXPECT_FALSE(from_base64(bad)) << bad;
}

TEST(Hex, Only_lower_case_is_read) {
  EXPECT_TRUE(from_hex("0aff"));
  for (auto bad : {"0AFF", "0", "0x", "zz", "0a ff"}) EXPECT_FALSE(from_hex(bad)) << bad;
}

TEST(Time, Minutes_are_real_Gregorian_UTC_minutes) {
  EXPECT_EQ(format_minute(*parse_minute("2018-06-19T14:00Z")), "2018-06-19T14:00Z");
  EXPECT_TRUE(parse_minute("2020-02-29T23:59Z"));
  for (auto bad : {"2019-02-29T00:00Z", "2018-13-01T00:00Z", "2018-06-19T24:00Z", "2018-06-19T14:60Z",
                   "2018-06-19T14:00", "2018-06-19T14:00:00Z", "2018-6-19T14:00Z", "0000-01-01T00:00Z",
                   "2018-06-19t14:00Z", " 2018-06-19T14:00Z", "2018-06-19T14:00Z\n", "2018-00-10T00:00Z",
                   "2018-06-00T00:00Z", "+018-06-19T14:00Z"}) {
    EXPECT_FALSE(parse_minute(bad)) << bad;
  }
}

TEST(Time, RFC_3339_is_read_with_any_offset) {
  EXPECT_EQ(format_rfc3339(*parse_rfc3339("2018-06-19T16:00:30.75+02:00")), "2018-06-19T14:00:30Z");
  EXPECT_EQ(format_rfc3339(*parse_rfc3339("2018-06-19T14:00:30Z")), "2018-06-19T14:00:30Z");
  for (auto bad : {"", "2018-06-19", "2018-06-19T14:00:30", "2018-06-19T14:00:30+2", "2018-06-19 14:00:30Z",
                   "now", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-00:01"}) {
    EXPECT_FALSE(parse_rfc3339(bad)) << bad;
  }
}

TEST(Utf8, Text_is_valid_or_not) {
  EXPECT_TRUE(is_utf8("Élisée Reclus, निवेदिता, Nguyễn"));
  for (auto bad : {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80"})
    EXPECT_FALSE(is_utf8(bad));
  EXPECT_EQ(code_points("été"), 3u);
}

TEST(Utf8, Controls_and_overrides_are_forbidden_and_joiners_are_not) {
  for (auto bad : {"a\nb", "a\tb", "a\x7f", "a\u202eb", "a\u2066b", "a\u2028b", "\u200b", "\ufeff",
                   "\u200dabc", "\ue000"}) {
    EXPECT_TRUE(has_forbidden_characters(bad)) << bad;
  }
  for (auto good :
       {"Zoë O’Hara", "क्‍ष", "محمد الفاتح", "Nguyễn Thị Minh", "李小龙", "👩‍💻"}) {
    EXPECT_FALSE(has_forbidden_characters(good)) << good;
  }
}

TEST(Utf8, A_line_is_tidied) {
  EXPECT_EQ(*tidy_line("  Jean\u00a0  Dupont "), "Jean Dupont");
  EXPECT_EQ(*tidy_line("e\u0301"), "é");
  EXPECT_EQ(*tidy_line("   "), "");
}

TEST(Utf8, Search_words_have_no_case_and_no_accents) {
  EXPECT_EQ(search_words("Élisée O’Hara-NGUYỄN", 9), (std::vector<std::string>{"elisee", "ohara", "nguyen"}));
  EXPECT_EQ(search_words("a b c", 2), (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace ruban
