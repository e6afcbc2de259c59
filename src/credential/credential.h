// SPDX-License-Identifier: AGPL-3.0-or-later
// A credential: the issuer's word that the holder of a key belongs and has not signed yet, without saying
// who.
#pragma once

#include <string_view>

#include "core/ids.h"
#include "crypto/rsa.h"

namespace ruban::credential {

struct Credential {
  Bytes cred;   // RSASSA-PSS signature, as long as the issuer's modulus
  Nonce nonce;  // the randomizer in front of the message
  bool operator==(const Credential&) const = default;
};

// Longest label of an issuer, since one byte holds its length.
inline constexpr std::size_t kMaxLabel = 255;

// "ruban/v1 credential\n" ‖ letter-id(32) ‖ uint8 length ‖ label ‖ key(32); docs/formats/credential.md.
// The label has 1 to kMaxLabel bytes.
Bytes message(const LetterId& letter, std::string_view label, const PublicKey& key);

// nonce ‖ message(): what is blinded, and what the credential signs.
Bytes input_message(const Nonce& nonce, const LetterId& letter, std::string_view label, const PublicKey& key);

// True if `cred` is the issuer's signature for this letter, label and key. `issuer` must be the key of the
// letter's own entry, never one that came with the credential. Safe from any thread.
bool verify(const crypto::RsaPublicKey& issuer, const LetterId& letter, std::string_view label,
            const PublicKey& key, const Nonce& nonce, ByteView cred);

}  // namespace ruban::credential
