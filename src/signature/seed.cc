// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/seed.h"

#include <cstring>
#include <string>

#include "core/check.h"
#include "crypto/hmac.h"

namespace ruban::signature {
namespace {

template <class F>
F derived(const Secret<crypto::Seed>& seed, std::string_view info) {
  const auto bytes = crypto::hkdf_sha256(seed.view(), info, F::kSize);
  F out;
  std::memcpy(out.bytes.data(), bytes.expose().data(), F::kSize);
  return out;
}

}  // namespace

crypto::SigningKey signing_key(const Secret<crypto::Seed>& seed) {
  return crypto::SigningKey::from_seed(Secret(derived<crypto::Seed>(seed, "ruban/v1 sk")));
}

Nonce credential_nonce(const Secret<crypto::Seed>& seed) { return derived<Nonce>(seed, "ruban/v1 nonce"); }

Secret<Bytes> pss_salt(const Secret<crypto::Seed>& seed) {
  return crypto::hkdf_sha256(seed.view(), "ruban/v1 pss-salt", 48);
}

Salt commit_salt(const Secret<crypto::Seed>& seed) { return derived<Salt>(seed, "ruban/v1 commit"); }

Secret<Bytes> visit_secret(const Secret<crypto::Seed>& seed) {
  return crypto::hkdf_sha256(seed.view(), "ruban/v1 visit", 32);
}

Secret<Bytes> blinding_factor(const Secret<crypto::Seed>& seed, ByteView modulus) {
  CHECK(!modulus.empty() && (modulus.front() & 0x80) != 0);
  const Bytes zero(modulus.size());
  // At least every other candidate fits. How many didn't says nothing of the one that does.
  for (int i = 0; i < 256; ++i) {
    auto candidate = crypto::hkdf_sha256(seed.view(), "ruban/v1 blind " + std::to_string(i), modulus.size());
    if (less_in_constant_time(candidate.view(), modulus) && !equal_in_constant_time(candidate.view(), zero)) {
      return candidate;
    }
  }
  CHECK(false && "one of 256 candidates is below the modulus");
  __builtin_unreachable();
}

}  // namespace ruban::signature
