// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/secretbox.h"

#include <sodium.h>

#include "core/check.h"

namespace ruban::crypto {
namespace {
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
const unsigned char* bytes_of(std::string_view text) { return as_bytes(text).data(); }
}  // namespace

Bytes seal_box(const Secret<BoxKey>& key, std::string_view purpose, ByteView plain, Random& random) {
  Bytes out(kNonce + plain.size() + kTag);
  random.fill(std::span(out).first(kNonce));
  CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + kNonce, nullptr, plain.data(), plain.size(),
                                                   bytes_of(purpose), purpose.size(), nullptr, out.data(),
                                                   key.expose().bytes.data()) == 0);
  return out;
}

Result<Secret<Bytes>> open_box(const Secret<BoxKey>& key, std::string_view purpose, ByteView box) {
  if (box.size() < kNonce + kTag) return fail(Kind::invalid, "This sealed value is too short.");
  Bytes out(box.size() - kNonce - kTag);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, box.data() + kNonce,
                                                 box.size() - kNonce, bytes_of(purpose), purpose.size(),
                                                 box.data(), key.expose().bytes.data()) != 0) {
    return fail(Kind::invalid, "This sealed value doesn't open with this key.");
  }
  return Secret(std::move(out));
}

}  // namespace ruban::crypto
