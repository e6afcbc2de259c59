// SPDX-License-Identifier: AGPL-3.0-or-later
// The signer's side of RFC 9474, RSABSSA-SHA384-PSS-Randomized: what is sent to the issuer, and what comes of
// its answer.
#pragma once

#include "core/ids.h"
#include "core/secret.h"
#include "crypto/random.h"
#include "crypto/rsa.h"

namespace ruban::credential {

inline constexpr std::size_t kPssSaltSize = 48;

// nonce ‖ message (RFC 9474 section 4.1, PrepareRandomize).
Bytes prepare(const Nonce& nonce, ByteView message);

// EMSA-PSS (RFC 8017 section 9.1.1) with SHA-384 and MGF1-SHA-384 for a modulus of `modulus_size` bytes whose
// highest bit is set. The salt may have any length that fits; a credential's has kPssSaltSize bytes.
Result<Bytes> encode_pss(ByteView message, ByteView salt, std::size_t modulus_size);

struct Blinding {
  Bytes blinded;          // what the issuer signs; it says nothing about the message
  Secret<Bytes> inverse;  // what finalize() needs; it links the two
};

// Blind (RFC 9474 section 4.2) with a given PSS salt and a given factor: key.size() bytes, big-endian, in [1,
// n). Fails if the factor is out of range, or if factor or message share a divisor with n.
Result<Blinding> blind(const crypto::RsaPublicKey& key, ByteView input_message, ByteView salt,
                       const Secret<Bytes>& factor);

// The same with a fresh salt and a fresh factor, uniform in [1, n).
Result<Blinding> blind(const crypto::RsaPublicKey& key, ByteView input_message, crypto::Random& random);

// Finalize (RFC 9474 section 4.4): the signature over `input_message`, verified; fails if the issuer's answer
// isn't one for this message.
Result<Bytes> finalize(const crypto::RsaPublicKey& key, ByteView input_message, ByteView blind_signature,
                       const Secret<Bytes>& inverse);

}  // namespace ruban::credential
