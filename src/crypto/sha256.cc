// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/sha256.h"

#include <openssl/evp.h>

#include "core/check.h"

namespace ruban::crypto {
namespace {

// Fetched once: OpenSSL 3.0 takes longer to look an algorithm up than to hash a leaf.
const EVP_MD* algorithm() {
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return sha256;
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  CHECK(context_ != nullptr && EVP_DigestInit_ex2(context_, algorithm(), nullptr) == 1);
}
Sha256::~Sha256() { EVP_MD_CTX_free(context_); }

void Sha256::update(ByteView bytes) { CHECK(EVP_DigestUpdate(context_, bytes.data(), bytes.size()) == 1); }

Hash Sha256::finish() {
  Hash out;
  CHECK(EVP_DigestFinal_ex(context_, out.bytes.data(), nullptr) == 1);
  CHECK(EVP_DigestInit_ex2(context_, nullptr, nullptr) == 1);
  return out;
}

Hash sha256(ByteView bytes) { return sha256({bytes}); }

Hash sha256(std::initializer_list<ByteView> pieces) {
  thread_local Sha256 hasher;
  for (auto piece : pieces) hasher.update(piece);
  return hasher.finish();
}

}  // namespace ruban::crypto
