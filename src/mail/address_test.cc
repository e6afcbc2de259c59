// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/address.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace ruban::mail {
namespace {

TEST(Address, Ordinary_addresses_are_read_as_they_are) {
  for (const std::string text : {"ada@example.org", "a.b+tag@mail.example.co.uk", "noreply@localhost",
                                 "o'brien_%x@xn--bcher-kva.example", "zoé@example.org", "用户@example.org"}) {
    const auto address = Address::parse(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(address->text(), text);
    EXPECT_EQ(address->domain(), text.substr(text.find('@') + 1));
  }
  EXPECT_TRUE(Address::parse("zoé@example.org")->is_international());
  EXPECT_FALSE(Address::parse("zoe@example.org")->is_international());
}

TEST(Address, What_could_end_a_header_or_a_command_is_no_address) {
  for (const std::string text : {"",
                                 "@",
                                 "ada",
                                 "ada@",
                                 "@example.org",
                                 "ada@@example.org",
                                 "ada@example.org\r\nBcc: eve@example.org",
                                 "ada\r\n@example.org",
                                 "ada@example.org\n",
                                 "ada@exam\rple.org",
                                 "ada b@example.org",
                                 "<ada@example.org>",
                                 "ada@example.org>",
                                 "\"ada\"@example.org",
                                 "ada@[127.0.0.1]",
                                 "ada@127.0.0.1",
                                 "ada.@example.org",
                                 ".ada@example.org",
                                 "a..b@example.org",
                                 "ada@example..org",
                                 "ada@-example.org",
                                 "ada@example.org.",
                                 "ada@bücher.example",
                                 "ada(x)@example.org",
                                 "ada,eve@example.org",
                                 "a\xff@example.org",
                                 "ada@example.org SIZE=1",
                                 "a\u2028b@example.org",
                                 "a\u202Eb@example.org"}) {
    EXPECT_FALSE(Address::parse(text)) << text;
  }
  EXPECT_FALSE(Address::parse(std::string("a\0b@example.org", 15)));
  EXPECT_FALSE(Address::parse(std::string(65, 'a') + "@example.org"));
  EXPECT_FALSE(Address::parse("a@" + std::string(64, 'a') + ".org"));
  EXPECT_FALSE(Address::parse(std::string(10'000, 'a') + "@example.org"));
}

RC_GTEST_PROP(Address, Whatever_is_accepted_holds_no_space_bracket_or_control_character,
              (const std::string& noise)) {
  const auto place = *rc::gen::inRange<std::size_t>(0, 16);
  std::string text = "ada@example.org";
  text.insert(std::min(place, text.size()), noise);
  if (const auto address = Address::parse(text)) {
    RC_ASSERT(address->text().find_first_of(std::string_view("<>()[],;:\\\" \t\r\n\0\x7f", 18)) ==
              std::string::npos);
    RC_ASSERT(std::ranges::count(address->text(), '@') == 1);
  }
}

}  // namespace
}  // namespace ruban::mail
