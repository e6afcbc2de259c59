// SPDX-License-Identifier: AGPL-3.0-or-later
#include "credential/credential.h"

#include "core/check.h"
#include "credential/blind.h"

namespace ruban::credential {
namespace {

constexpr std::string_view kPurpose = "ruban/v1 credential\n";

}  // namespace

Bytes message(const LetterId& letter, std::string_view label, const PublicKey& key) {
  CHECK(!label.empty() && label.size() <= kMaxLabel);
  Bytes out;
  out.reserve(kPurpose.size() + LetterId::kSize + 1 + label.size() + PublicKey::kSize);
  const auto append = [&out](ByteView part) { out.insert(out.end(), part.begin(), part.end()); };
  append(as_bytes(kPurpose));
  append(letter.view());
  out.push_back(static_cast<std::uint8_t>(label.size()));
  append(as_bytes(label));
  append(key.view());
  return out;
}

Bytes input_message(const Nonce& nonce, const LetterId& letter, std::string_view label,
                    const PublicKey& key) {
  return prepare(nonce, message(letter, label, key));
}

bool verify(const crypto::RsaPublicKey& issuer, const LetterId& letter, std::string_view label,
            const PublicKey& key, const Nonce& nonce, ByteView cred) {
  if (label.empty() || label.size() > kMaxLabel) return false;
  return issuer.verify_pss(input_message(nonce, letter, label, key), cred);
}

}  // namespace ruban::credential
