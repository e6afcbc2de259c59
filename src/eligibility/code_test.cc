// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/code.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>
#include <set>

#include "crypto/hmac.h"
#include "eligibility/identity_tag.h"

namespace ruban::eligibility {
namespace {

using std::chrono::minutes, std::chrono::seconds;

constexpr Instant kNow{std::chrono::sys_days{std::chrono::year{2018} / 6 / 19}};

Secret<CodeKey> key() {
  CodeKey out;
  out.bytes.fill(7);
  return Secret(out);
}

CodeHash hashed(std::string_view digits) { return hash_code(key(), "session", Code::parse(digits).value()); }

// Gives the bytes it was made with, then 0xff.
class Scripted final : public crypto::Random {
 public:
  explicit Scripted(Bytes bytes) : bytes_(std::move(bytes)) {}
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = next_ < bytes_.size() ? bytes_[next_++] : 0xff;
  }

 private:
  Bytes bytes_;
  std::size_t next_ = 0;
};

TEST(Code, It_is_shown_as_four_and_four_digits_with_leading_zeros) {
  Scripted one_hundred_million({0x00, 0xe1, 0xf5, 0x05});
  EXPECT_EQ(Code::draw(one_hundred_million).shown(), "0000 0000");
  EXPECT_EQ(Code::parse("01234567").value().shown(), "0123 4567");
}

TEST(Code, Drawn_codes_differ) {
  crypto::SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(Code::draw(random).shown());
  EXPECT_GT(seen.size(), 98U);
}

TEST(Code, It_is_read_however_people_type_it) {
  for (const auto* typed : {"12345678", "1234 5678", " 1234-5678 ", "1234\u00A05678", "1234\u202F5678",
                            "12 34 56 78", "1234–5678", "1234.5678", "1234\t5678\r\n", "１２３４５６７８",
                            "١٢٣٤ ٥٦٧٨", "۱۲۳۴۵۶۷۸", "१२३४ ५६७८", "\u20661234 5678\u2069"}) {
    const auto code = Code::parse(typed);
    ASSERT_TRUE(code) << typed;
    EXPECT_EQ(code->shown(), "1234 5678") << typed;
  }
}

TEST(Code, What_has_no_eight_digits_is_refused_on_its_field) {
  for (const std::string_view typed :
       {"", " ", "1234567", "123456789", "1234 567x", "1234,5678", "²2345678", "①2345678", "12345678\xff",
        "abcdefgh", "1234 5678 1234 5678", "+12345678"}) {
    const auto code = Code::parse(typed);
    ASSERT_FALSE(code) << typed;
    EXPECT_EQ(code.error().field, "code");
    EXPECT_EQ(code.error().kind, Kind::invalid);
  }
  EXPECT_FALSE(Code::parse(std::string(10'000, '1')));
  EXPECT_FALSE(Code::parse(std::string(10'000, ' ') + "12345678"));
}

RC_GTEST_PROP(Code, Every_drawn_code_is_read_as_it_is_shown, ()) {
  Scripted random(*rc::gen::container<Bytes>(4, rc::gen::arbitrary<std::uint8_t>()));
  const auto code = Code::draw(random);
  const auto read = Code::parse(code.shown());
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->shown() == code.shown());
  RC_ASSERT(hash_code(key(), "s", *read) == hash_code(key(), "s", code));
}

TEST(Code, Its_hash_depends_on_the_key_what_it_is_bound_to_and_the_digits) {
  const auto code = Code::parse("12345678").value();
  const auto hash = hash_code(key(), "session", code);
  CodeKey other;
  other.bytes.fill(8);
  EXPECT_NE(hash, hash_code(Secret(other), "session", code));
  EXPECT_NE(hash, hash_code(key(), "sessioN", code));
  EXPECT_NE(hash, hashed("12345679"));
  EXPECT_EQ(to_hex(hash.view()),
            to_hex(crypto::hmac_sha256(key().view(),
                                       to_bytes(std::string("ruban/v1 code\n\0\0\0\7session12345678", 33)))
                       .view()));
}

TEST(Code, The_right_code_within_the_hour_is_accepted_and_may_be_sent_again) {
  const auto state = sent_code(hashed("12345678"), kNow);
  EXPECT_EQ(state.expires, kNow + minutes(60));
  EXPECT_EQ(state.tries_left, 5);
  const auto first = try_code(state, hashed("1234 5678"), kNow + minutes(60) - seconds(1));
  EXPECT_TRUE(first.outcome);
  EXPECT_EQ(first.state, state);
}

TEST(Code, An_expired_code_is_gone_even_if_it_is_right) {
  const auto state = sent_code(hashed("12345678"), kNow);
  const auto late = try_code(state, hashed("12345678"), kNow + minutes(60));
  ASSERT_FALSE(late.outcome);
  EXPECT_EQ(late.outcome.error().kind, Kind::gone);
  EXPECT_EQ(late.outcome.error().field, "code");
}

TEST(Code, Five_wrong_tries_void_it_and_each_says_how_many_are_left) {
  auto state = sent_code(hashed("12345678"), kNow);
  for (const int left : {4, 3, 2, 1}) {
    const auto wrong = try_code(state, hashed("87654321"), kNow);
    ASSERT_FALSE(wrong.outcome);
    EXPECT_EQ(wrong.outcome.error().kind, Kind::unauthorised);
    EXPECT_EQ(wrong.state.tries_left, left);
    state = wrong.state;
  }
  const auto last = try_code(state, hashed("87654321"), kNow);
  ASSERT_FALSE(last.outcome);
  EXPECT_EQ(last.outcome.error().kind, Kind::too_many);
  EXPECT_EQ(last.state.tries_left, 0);
  const auto too_late = try_code(last.state, hashed("12345678"), kNow);
  ASSERT_FALSE(too_late.outcome);
  EXPECT_EQ(too_late.outcome.error().kind, Kind::too_many);
  EXPECT_EQ(too_late.state, last.state);
}

TEST(Code, The_fifth_try_may_be_the_right_one) {
  auto state = sent_code(hashed("12345678"), kNow);
  for (int i = 0; i < 4; ++i) state = try_code(state, hashed("00000000"), kNow).state;
  EXPECT_TRUE(try_code(state, hashed("12345678"), kNow).outcome);
}

TEST(Code, An_address_gets_three_in_an_hour) {
  std::vector<Instant> sent;
  EXPECT_TRUE(may_send_code(sent, kNow));
  sent = {kNow, kNow + minutes(10)};
  EXPECT_TRUE(may_send_code(sent, kNow + minutes(20)));
  sent.push_back(kNow + minutes(20));
  ASSERT_FALSE(may_send_code(sent, kNow + minutes(60) - seconds(1)));
  EXPECT_EQ(may_send_code(sent, kNow + minutes(30)).error().kind, Kind::too_many);
  EXPECT_EQ(may_send_code(sent, kNow + minutes(30)).error().field, "email");
  EXPECT_TRUE(may_send_code(sent, kNow + minutes(60)));
}

TEST(IdentityTag, It_is_the_keyed_hash_of_the_format) {
  IdentityKey bytes;
  bytes.bytes.fill(9);
  const Secret key_of_letter(bytes);
  const auto tag = identity_tag(key_of_letter, "ada@example.org");
  EXPECT_EQ(to_hex(tag.view()),
            to_hex(crypto::hmac_sha256(bytes.view(), as_bytes("ruban/v1 id\nada@example.org")).view()));
  EXPECT_NE(tag, identity_tag(key_of_letter, "ada@example.com"));
  bytes.bytes[0] ^= 1;
  EXPECT_NE(tag, identity_tag(Secret(bytes), "ada@example.org"));
}

}  // namespace
}  // namespace ruban::eligibility
