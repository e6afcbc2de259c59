// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/quote.h"

#include <gtest/gtest.h>

namespace ruban::signature {
namespace {

TEST(Quote, Is_written_line_by_line_and_read_again) {
  const auto said = Comment::parse("They promised.\r\n\r\n\r\nNothing was done.").value();
  const auto text = format_quote(said);
  EXPECT_EQ(text, "ruban quote v1\nquote They promised.\nquote \nquote Nothing was done.\n");
  EXPECT_EQ(parse_quote(text).value(), said);
}

TEST(Quote, That_would_be_written_otherwise_is_refused) {
  for (const std::string text :
       {"", "ruban quote v1\n", "ruban quote v1\nquote\n", "ruban quote v1\nquote a",
        "ruban quote v1\nquote  a\n", "ruban quote v1\nsaid a\n", "ruban payload v1\nquote a\n",
        "ruban quote v1\nquote a\nquote \n", "ruban quote v1\nquote \nquote a\n",
        "ruban quote v1\nquote <b>a</b>\n", "ruban quote v1\nquote \xff\n", "ruban quote v1\nquote a\n\n"})
    EXPECT_FALSE(parse_quote(text)) << text;
  EXPECT_FALSE(parse_quote("ruban quote v1\nquote " + std::string(1001, 'a') + "\n"));
  EXPECT_TRUE(parse_quote("ruban quote v1\nquote " + std::string(1000, 'a') + "\n"));
}

}  // namespace
}  // namespace ruban::signature
