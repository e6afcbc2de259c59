// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/hmac.h"

#include <sodium.h>

#include "core/check.h"

namespace ruban::crypto {

Hash hmac_sha256(ByteView key, ByteView message) {
  crypto_auth_hmacsha256_state state;
  Hash out;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, message.data(), message.size());
  crypto_auth_hmacsha256_final(&state, out.bytes.data());
  sodium_memzero(&state, sizeof state);
  return out;
}

Secret<Bytes> hkdf_sha256(ByteView key, std::string_view info, std::size_t length) {
  CHECK(length <= 255 * Hash::kSize);
  const Hash no_salt{};
  auto extracted = Secret(hmac_sha256(no_salt.view(), key));
  Bytes out, block;
  for (std::uint8_t i = 1; out.size() < length; ++i) {
    Bytes message = block;
    message.insert(message.end(), info.begin(), info.end());
    message.push_back(i);
    auto next = hmac_sha256(extracted.view(), message);
    sodium_memzero(message.data(), message.size());
    block.assign(next.bytes.begin(), next.bytes.end());
    out.insert(out.end(), block.begin(), block.end());
  }
  sodium_memzero(block.data(), block.size());
  out.resize(length);
  return Secret(std::move(out));
}

}  // namespace ruban::crypto
