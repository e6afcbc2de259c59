// SPDX-License-Identifier: AGPL-3.0-or-later
#include "credential/issuer_key.h"

namespace ruban::credential {
namespace {

constexpr std::uint32_t kMostTried = 65536;

std::uint32_t remainder(ByteView number, std::uint32_t divisor) {
  std::uint64_t out = 0;
  for (const auto byte : number) out = (out * 256 + byte) % divisor;
  return static_cast<std::uint32_t>(out);
}

}  // namespace

Result<void> check_issuer_key(const crypto::RsaPublicKey& key) {
  // Every odd number, since what a composite one divides a prime divides, too.
  for (std::uint32_t divisor = 3; divisor < kMostTried; divisor += 2) {
    if (remainder(key.modulus(), divisor) == 0)
      return fail(Kind::invalid, "The issuer's key has a small factor, so nothing may be blinded for it.");
  }
  return {};
}

}  // namespace ruban::credential
