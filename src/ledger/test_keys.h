// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: keys from numbers, the same in every run.
#pragma once

#include <cstdint>

#include "crypto/ed25519.h"

namespace ruban::ledger {

inline crypto::SigningKey numbered_key(std::uint8_t number) {
  crypto::Seed seed;
  seed.bytes.fill(number);
  return crypto::SigningKey::from_seed(Secret(seed));
}

}  // namespace ruban::ledger
