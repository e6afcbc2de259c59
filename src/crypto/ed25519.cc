// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/ed25519.h"

#include <sodium.h>

#include "core/check.h"

namespace ruban::crypto {

SigningKey SigningKey::from_seed(const Secret<Seed>& seed) {
  Expanded expanded;
  PublicKey key;
  CHECK(crypto_sign_seed_keypair(key.bytes.data(), expanded.bytes.data(), seed.expose().bytes.data()) == 0);
  auto secret = Secret(expanded);
  sodium_memzero(expanded.bytes.data(), expanded.bytes.size());
  return SigningKey(std::move(secret), key);
}

SigningKey SigningKey::generate(Random& random) { return from_seed(Secret(random.fixed<Seed>())); }

SignatureBytes SigningKey::sign(ByteView message) const {
  SignatureBytes out;
  CHECK(crypto_sign_detached(out.bytes.data(), nullptr, message.data(), message.size(),
                             secret_.expose().bytes.data()) == 0);
  return out;
}

Secret<Seed> SigningKey::seed() const {
  Seed out;
  CHECK(crypto_sign_ed25519_sk_to_seed(out.bytes.data(), secret_.expose().bytes.data()) == 0);
  return Secret(out);
}

bool is_valid(const PublicKey& key) {
  // Canonical, on the curve, not of small order, and in the main subgroup.
  return crypto_core_ed25519_is_valid_point(key.bytes.data()) == 1;
}

bool verify(const PublicKey& key, ByteView message, const SignatureBytes& signature) {
  // libsodium's verification is cofactorless, wants S < L and refuses an R of small order. A non-canonical R
  // can't equal the canonical encoding that it computes.
  return is_valid(key) && crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(),
                                                      key.bytes.data()) == 0;
}

}  // namespace ruban::crypto
