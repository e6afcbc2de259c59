// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/invitation.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace ruban::eligibility {
namespace {

// Gives the same byte over and over.
class Filled final : public crypto::Random {
 public:
  explicit Filled(std::uint8_t byte) : byte_(byte) {}
  void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, byte_); }

 private:
  std::uint8_t byte_;
};

Invitation drawn(std::uint8_t byte) {
  Filled random(byte);
  return Invitation::draw(random);
}

// docs/formats/invitation.md
TEST(Invitation, Is_written_as_its_vectors_say) {
  EXPECT_EQ(drawn(0x00).shown(), "0000-0000-0000-0000-0000-0000-00HN");
  EXPECT_EQ(drawn(0xff).shown(), "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZY0G");
  EXPECT_EQ(drawn(0x5a).shown(), "B9D5-MPJT-B9D5-MPJT-B9D5-MPJT-BAME");
}

TEST(Invitation, Stands_for_a_person_as_no_address_does) {
  EXPECT_EQ(drawn(0).canonical(), "invitation " + drawn(0).shown());
  EXPECT_EQ(drawn(0).canonical().find('@'), std::string::npos);
}

TEST(Invitation, Is_read_however_it_is_typed) {
  const auto code = drawn(0x01).shown();
  std::string loose;
  for (const char c : code) {
    if (c == '0')
      loose += 'o';
    else if (c == '1')
      loose += loose.size() % 2 == 0 ? 'l' : 'I';
    else if (c == '-')
      loose += " . ";
    else
      loose += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  EXPECT_EQ(Invitation::parse(loose + "\r\n").value().shown(), code);
}

TEST(Invitation, A_slip_is_told_apart_from_something_else) {
  const auto message = [](std::string_view typed) {
    const auto read = Invitation::parse(typed);
    return read ? std::string("read") : std::string(read.error().message);
  };
  auto slip = drawn(0x5a).shown();
  slip[3] = slip[3] == '7' ? '8' : '7';
  EXPECT_EQ(message(slip), "There is a slip in this code: please compare it character by character.");
  EXPECT_EQ(message(""), "Please type the code of your invitation.");
  EXPECT_EQ(message(" - "), "Please type the code of your invitation.");
  for (const auto& typed :
       {std::string("1234 5678"), slip + "0", std::string(1000, '0'), std::string("grace@example.org"),
        std::string(28, 'U'), std::string("\xff\x00", 2)})
    EXPECT_EQ(message(typed), "An invitation code has 28 letters and digits.");
  EXPECT_EQ(Invitation::parse("x").error().field, "invitation");
}

TEST(Invitation, No_two_are_drawn_alike) {
  crypto::SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(Invitation::draw(random).shown());
  EXPECT_EQ(seen.size(), 1000u);
}

RC_GTEST_PROP(Invitation, What_is_written_is_read_again, ()) {
  crypto::SystemRandom random;
  const auto code = Invitation::draw(random);
  RC_ASSERT(Invitation::parse(code.shown()).value().canonical() == code.canonical());
}

RC_GTEST_PROP(Invitation, Any_one_changed_character_is_nearly_always_seen, ()) {
  crypto::SystemRandom random;
  auto text = Invitation::draw(random).shown();
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  RC_PRE(text[at] != '-');
  const auto other = *rc::gen::elementOf(std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ"));
  RC_PRE(other != text[at]);
  const auto before = text;
  text[at] = other;
  // One in 4,096 passes the check: then it is another code, and still not this one.
  const auto read = Invitation::parse(text);
  RC_ASSERT(!read || read->shown() != before);
}

}  // namespace
}  // namespace ruban::eligibility
