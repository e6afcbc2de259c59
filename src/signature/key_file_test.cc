// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/key_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "crypto/hmac.h"
#include "signature/seed.h"

namespace ruban::signature {
namespace {

Secret<crypto::Seed> seed(std::uint8_t byte) {
  crypto::Seed out;
  out.bytes.fill(byte);
  return Secret(out);
}

KeyFile file() {
  KeyFile out{.origin = "ruban.example.org/log",
              .letter = {},
              .issuer = "employee-email",
              .seed = seed(0x42),
              .blinded = {},
              .cred = {},
              .mode = {},
              .index = {}};
  out.letter.bytes.fill(0x11);
  return out;
}

std::string text_of(const KeyFile& key_file) { return format(key_file).expose(); }

const std::string kShortest =
    "ruban key v1\norigin ruban.example.org/log\nletter ERERERERERERERERERERERERERERERERERERERERERE=\n"
    "issuer employee-email\nseed QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=\nblinded -\ncred -\nmode "
    "-\nindex -\n";

std::string replaced(std::string_view from, std::string_view to) {
  auto out = kShortest;
  out.replace(out.find(from), from.size(), to);
  return out;
}

TEST(KeyFile, Its_text_is_that_of_the_format) {
  EXPECT_EQ(text_of(file()), kShortest);
  auto full = file();
  full.blinded = Bytes(256, 0);
  full.cred = Bytes(256, 0);
  full.mode = ledger::Mode::named;
  full.index = 123;
  const auto zeros = to_base64(Bytes(256, 0));
  EXPECT_EQ(text_of(full), kShortest.substr(0, kShortest.find("blinded")) + "blinded " + zeros + "\ncred " +
                               zeros + "\nmode named\nindex 123\n");
}

RC_GTEST_PROP(KeyFile, Every_file_comes_back_as_it_was_written, ()) {
  auto one = file();
  one.letter.bytes.fill(*rc::gen::arbitrary<std::uint8_t>());
  one.seed = seed(*rc::gen::arbitrary<std::uint8_t>());
  one.issuer = *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string("abz09-"))));
  one.issuer.resize(std::min<std::size_t>(one.issuer.size(), 64));
  const auto size = *rc::gen::element<std::size_t>(256, 384, 512);
  const auto bytes = *rc::gen::container<Bytes>(size, rc::gen::arbitrary<std::uint8_t>());
  if (*rc::gen::arbitrary<bool>()) one.blinded = bytes;
  if (*rc::gen::arbitrary<bool>()) one.cred = bytes;
  if (*rc::gen::arbitrary<bool>()) one.mode = *rc::gen::element(ledger::Mode::named, ledger::Mode::anon);
  if (*rc::gen::arbitrary<bool>()) one.index = *rc::gen::arbitrary<std::uint64_t>() & ledger::kMaxInteger;

  const auto text = text_of(one);
  RC_ASSERT(text.size() < 2000U);
  const auto read = parse_key_file(text);
  RC_ASSERT(read.has_value());
  RC_ASSERT(text_of(*read) == text);
  RC_ASSERT(read->seed.expose() == one.seed.expose());
  RC_ASSERT(read->letter == one.letter && read->issuer == one.issuer && read->origin == one.origin);
  RC_ASSERT(read->blinded == one.blinded && read->cred == one.cred);
  RC_ASSERT(read->mode == one.mode && read->index == one.index);
}

TEST(KeyFile, Line_ends_of_other_systems_are_read) {
  std::string crlf;
  for (const char c : kShortest) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(text_of(parse_key_file(crlf).value()), kShortest);
  EXPECT_EQ(text_of(parse_key_file(kShortest.substr(0, kShortest.size() - 1)).value()), kShortest);
}

TEST(KeyFile, Whatever_is_no_key_file_is_refused_on_its_field) {
  const std::vector<std::string> bad = {
      "",
      "\n",
      "hello",
      "c2sp.org/tlog-proof@v1\n",
      " " + kShortest,
      "\xef\xbb\xbf" + kShortest,
      kShortest + "\n",
      kShortest + "note hello\n",
      kShortest.substr(0, kShortest.size() / 2),
      replaced("key v1", "key v2"),
      replaced("origin ruban.example.org/log\n", ""),
      replaced("origin ruban", "origin https://ruban"),
      replaced("/log\n", "/log/\n"),
      replaced("/log\n", "/l og\n"),
      replaced("/log\n", "/l+og\n"),
      replaced("/log\n", fmt::format("/{}\n", std::string(256, 'a'))),
      replaced("letter ", "letter  "),
      replaced("letter ER", "letter E"),
      replaced("ERE=", "ERF="),
      replaced("ERE=", "ERE"),
      replaced("letter ", "Letter "),
      replaced("employee-email", "Employee"),
      replaced("employee-email", std::string(65, 'a')),
      replaced("issuer employee-email", "issuer "),
      replaced("seed Qk", "seed -"),
      replaced("seed QkJC", "seed "),
      replaced("blinded -", "blinded AAAA"),
      replaced("blinded -", "blinded " + to_base64(Bytes(257))),
      replaced("cred -", "cred "),
      replaced("mode -", "mode sealed"),
      replaced("mode -", "mode Named"),
      replaced("index -", "index -1"),
      replaced("index -", "index 01"),
      replaced("index -", "index 1e3"),
      replaced("index -", "index 9007199254740992"),
      replaced("index -", "index 99999999999999999999999"),
      replaced("blinded -\ncred -", "cred -\nblinded -"),
      replaced("blinded -\ncred -", "blinded " + to_base64(Bytes(256)) + "\ncred " + to_base64(Bytes(384))),
      std::string(1 << 20, 'a'),
      std::string(1 << 20, '\n'),
  };
  for (const auto& text : bad) {
    const auto read = parse_key_file(text);
    ASSERT_FALSE(read) << text.substr(0, 300);
    EXPECT_EQ(read.error().field, "key-file");
    EXPECT_EQ(read.error().kind, Kind::invalid);
  }
}

TEST(Seed, Each_secret_is_the_hkdf_output_of_its_info) {
  const auto from = seed(1);
  const auto expected = [&](std::string_view info, std::size_t size) {
    return to_hex(crypto::hkdf_sha256(from.view(), info, size).view());
  };
  EXPECT_EQ(to_hex(signing_key(from).seed().view()), expected("ruban/v1 sk", 32));
  EXPECT_EQ(to_hex(credential_nonce(from).view()), expected("ruban/v1 nonce", 32));
  EXPECT_EQ(to_hex(pss_salt(from).view()), expected("ruban/v1 pss-salt", 48));
  EXPECT_EQ(to_hex(commit_salt(from).view()), expected("ruban/v1 commit", 32));
  EXPECT_EQ(to_hex(visit_secret(from).view()), expected("ruban/v1 visit", 32));
}

// The values of docs/formats/key-file.md, recomputed there with another program.
TEST(Seed, The_example_of_the_format_holds) {
  const auto from = seed(0x42);
  EXPECT_EQ(to_hex(signing_key(from).public_key().view()),
            "72b269be1bb96ba72a67b72ba29fce6ba4f942bca5a1c65dd5b5d0c2cdfe4aac");
  EXPECT_EQ(to_hex(credential_nonce(from).view()),
            "b2feec7b47a88bb00d69af028e03c41f27c4d78acd53f74fe134a14b88de98ee");
  EXPECT_EQ(to_hex(commit_salt(from).view()),
            "b09a1508b59735df7d3bc64870edd7abd81b586816bbaa0c8c154643df6700df");
  EXPECT_EQ(
      to_hex(ByteView(pss_salt(from).expose())),
      "7719690bb2e02789966c8989c250501c495e313b12bd0bcbf4be0edf5799f6cdd63d98f567601bbd71b776adbd0e9ebb");
  const auto factor = blinding_factor(from, Bytes(256, 0xff));
  EXPECT_EQ(to_hex(factor.view().first(16)), "171855bb9ecc6e32e870e17e53ecbcd7");
  // here the first candidate is above the modulus, and the second one is taken
  Bytes modulus(256, 0x00);
  modulus.front() = 0x80;
  EXPECT_EQ(to_hex(blinding_factor(seed(0x02), modulus).view().first(16)),
            "2fb97453954016c374b677d328c1db11");
}

RC_GTEST_PROP(Seed, The_blinding_factor_is_the_first_candidate_in_range,
              (std::uint8_t byte, std::uint8_t top)) {
  Bytes modulus(256, 0x55);
  modulus.front() = static_cast<std::uint8_t>(0x80 | top);
  const auto from = seed(byte);
  const auto factor = blinding_factor(from, modulus);
  RC_ASSERT(factor.expose() < modulus);
  for (int i = 0;; ++i) {
    const auto candidate = crypto::hkdf_sha256(from.view(), "ruban/v1 blind " + std::to_string(i), 256);
    if (candidate.expose() == factor.expose()) break;
    RC_ASSERT(candidate.expose() >= modulus);
  }
}

}  // namespace
}  // namespace ruban::signature
