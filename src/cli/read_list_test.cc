// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/read_list.h"

#include <gtest/gtest.h>

namespace ruban::cli {
namespace {

using Strings = std::vector<std::string>;
using Numbers = std::vector<std::size_t>;

TEST(ReadingLists, One_address_a_line_with_comments_between) {
  const auto list = parse_list(
      "# staff\nada@mine.example\n\n  eve@mine.example # new\n#bob@mine.example\nbob@mine.example");
  EXPECT_EQ(list.addresses, (Strings{"ada@mine.example", "eve@mine.example", "bob@mine.example"}));
  EXPECT_EQ(list.lines, (Numbers{2, 4, 6}));
}

TEST(ReadingLists, Lists_from_other_systems_are_read) {
  const auto list = parse_list(
      "\xEF\xBB\xBF"
      "ada@mine.example\r\n\teve@mine.example\t\r\n");
  EXPECT_EQ(list.addresses, (Strings{"ada@mine.example", "eve@mine.example"}));
}

TEST(ReadingLists, A_hash_within_an_address_is_a_letter_of_it) {
  EXPECT_EQ(parse_list("a#b@mine.example").addresses, Strings{"a#b@mine.example"});
}

TEST(ReadingLists, Nothing_is_an_empty_list) {
  EXPECT_TRUE(parse_list("").addresses.empty());
  EXPECT_TRUE(parse_list("\n\n# nobody\n").addresses.empty());
}

}  // namespace
}  // namespace ruban::cli
