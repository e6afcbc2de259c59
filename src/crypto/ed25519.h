// SPDX-License-Identifier: AGPL-3.0-or-later
// Ed25519 (RFC 8032) with the strict rule of protocol.md A.2, so that two verifiers can't disagree on a
// count.
#pragma once

#include "core/ids.h"
#include "core/secret.h"
#include "crypto/random.h"

namespace ruban::crypto {

using Seed = Fixed<struct SeedTag, 32>;

class SigningKey {
 public:
  static SigningKey from_seed(const Secret<Seed>& seed);
  static SigningKey generate(Random& random);

  const PublicKey& public_key() const { return public_; }
  SignatureBytes sign(ByteView message) const;
  // The 32 bytes that the key derives from.
  Secret<Seed> seed() const;

 private:
  using Expanded = Fixed<struct ExpandedKeyTag, 64>;
  SigningKey(Secret<Expanded> secret, PublicKey key) : secret_(std::move(secret)), public_(key) {}
  Secret<Expanded> secret_;
  PublicKey public_;
};

// S < L; A and R canonical and not of small order; A in the prime-order subgroup; cofactorless equation.
bool verify(const PublicKey& key, ByteView message, const SignatureBytes& signature);

// What verify() asks of a key alone.
bool is_valid(const PublicKey& key);

}  // namespace ruban::crypto
