// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "crypto/ed25519.h"
#include "crypto/hmac.h"
#include "crypto/rsa.h"
#include "crypto/secretbox.h"
#include "crypto/sha256.h"

namespace ruban::crypto {
namespace {

template <class F>
F from_hex_text(std::string_view text) {
  return *fixed_from_hex<F>(text);
}

TEST(Sha256, Of_abc_is_that_of_FIPS_180_4) {
  EXPECT_EQ(to_hex(sha256("abc").view()), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256({as_bytes("a"), as_bytes("bc")}), sha256("abc"));
}

// RFC 4231, test case 2; RFC 5869, test case 3 (empty salt and info).
TEST(Hmac, Agrees_with_RFC_4231_and_RFC_5869) {
  EXPECT_EQ(to_hex(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?")).view()),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  Bytes key(22, 0x0b);
  EXPECT_EQ(to_hex(hkdf_sha256(key, "", 42).view()),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

// RFC 8032 section 7.1, test 2.
TEST(Ed25519, Agrees_with_RFC_8032) {
  auto key = SigningKey::from_seed(
      Secret(from_hex_text<Seed>("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")));
  EXPECT_EQ(to_hex(key.public_key().view()),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  Bytes message{0x72};
  auto signature = key.sign(message);
  EXPECT_EQ(to_hex(signature.view()),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_TRUE(verify(key.public_key(), message, signature));
  message[0] ^= 1;
  EXPECT_FALSE(verify(key.public_key(), message, signature));
}

TEST(Ed25519, Keys_of_small_order_are_refused) {
  // The identity and the point of order two; with S = 0 and R = A they satisfy the equation for any message.
  for (auto text : {"0100000000000000000000000000000000000000000000000000000000000000",
                    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
    auto key = from_hex_text<PublicKey>(text);
    SignatureBytes signature;
    std::copy(key.bytes.begin(), key.bytes.end(), signature.bytes.begin());
    EXPECT_FALSE(is_valid(key)) << text;
    EXPECT_FALSE(verify(key, as_bytes("anything"), signature)) << text;
  }
}

TEST(Box, Opens_only_with_its_key_and_purpose) {
  SystemRandom random;
  auto key = Secret(random.fixed<BoxKey>());
  auto box = seal_box(key, "visit", as_bytes("text"), random);
  EXPECT_EQ(as_text(open_box(key, "visit", box)->view()), "text");
  EXPECT_FALSE(open_box(key, "vault", box));
  EXPECT_FALSE(open_box(Secret(random.fixed<BoxKey>()), "visit", box));
  for (auto& byte : box) {
    byte ^= 1;
    EXPECT_FALSE(open_box(key, "visit", box));
    byte ^= 1;
  }
}

TEST(Rsa, A_key_survives_its_encodings) {
  auto key = RsaPrivateKey::generate(2048);
  auto again = RsaPrivateKey::from_pkcs8(key.pkcs8());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->public_key().spki(), key.public_key().spki());
  EXPECT_EQ(key.public_key().size(), 256u);
  auto spki = key.public_key().spki();
  spki.push_back(0);
  EXPECT_FALSE(RsaPublicKey::from_spki(spki));
}

TEST(Rsa, Values_out_of_range_are_refused) {
  auto key = RsaPrivateKey::generate(2048);
  const auto& n = key.public_key().modulus();
  Bytes zero(256), one(256), n_minus_1 = n, n_minus_2 = n;
  one.back() = 1;
  n_minus_1.back() ^= 1;
  n_minus_2.back() = static_cast<std::uint8_t>(n_minus_2.back() - 2);
  for (const auto& bad : {zero, one, n_minus_1, n, Bytes(255, 1), Bytes(257, 1), Bytes()}) {
    EXPECT_FALSE(key.raw_sign(bad));
  }
  if (n.back() >= 2) {
    auto signed_value = key.raw_sign(n_minus_2);
    ASSERT_TRUE(signed_value);
    EXPECT_EQ(*key.public_key().raw_verify(*signed_value), n_minus_2);
  }
}

}  // namespace
}  // namespace ruban::crypto
