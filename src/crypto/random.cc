// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/random.h"

#include <sodium.h>

#include <cstring>

#include "core/check.h"

namespace ruban::crypto {

std::uint32_t Random::below(std::uint32_t bound) {
  CHECK(bound > 0);
  const std::uint32_t limit = -bound % bound;  // 2^32 mod bound: what would make the low values likelier
  for (;;) {
    std::uint8_t bytes[4];
    fill(bytes);
    std::uint32_t value;
    std::memcpy(&value, bytes, sizeof value);
    if (value >= limit) return value % bound;
  }
}

void SystemRandom::fill(std::span<std::uint8_t> out) { randombytes_buf(out.data(), out.size()); }

}  // namespace ruban::crypto
