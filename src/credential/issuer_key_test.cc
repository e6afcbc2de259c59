// SPDX-License-Identifier: AGPL-3.0-or-later
#include "credential/issuer_key.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ruban::credential {
namespace {

// The same DER with another modulus of the same length.
Result<crypto::RsaPublicKey> with_modulus(const crypto::RsaPublicKey& key, const Bytes& modulus) {
  auto der = key.spki();
  const auto at = std::search(der.begin(), der.end(), key.modulus().begin(), key.modulus().end());
  EXPECT_NE(at, der.end());
  std::copy(modulus.begin(), modulus.end(), at);
  return crypto::RsaPublicKey::from_spki(der);
}

// Makes the number divisible by adding a little.
Bytes next_multiple(Bytes number, std::uint32_t of) {
  for (;;) {
    std::uint64_t rest = 0;
    for (const auto byte : number) rest = (rest * 256 + byte) % of;
    if (rest == 0 && number.back() % 2 == 1) return number;
    for (auto digit = number.rbegin(); ++*digit == 0; ++digit) {
    }
  }
}

TEST(IssuerKey, A_proper_key_passes) {
  EXPECT_TRUE(check_issuer_key(crypto::RsaPrivateKey::generate(2048).public_key()));
}

TEST(IssuerKey, A_key_with_a_small_factor_is_refused) {
  const auto key = crypto::RsaPrivateKey::generate(2048).public_key();
  for (const std::uint32_t prime : {3U, 5U, 257U, 65521U}) {
    const auto spoilt = with_modulus(key, next_multiple(key.modulus(), prime));
    ASSERT_TRUE(spoilt);
    EXPECT_FALSE(check_issuer_key(*spoilt)) << prime;
  }
}

}  // namespace
}  // namespace ruban::credential
