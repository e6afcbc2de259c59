// SPDX-License-Identifier: AGPL-3.0-or-later
// All that a signer draws for one signature, derived from one seed, so that one short secret is all there is
// to keep.
#pragma once

#include "core/ids.h"
#include "crypto/ed25519.h"

namespace ruban::signature {

// HKDF-SHA-256 of the seed with an empty salt and the info given; docs/formats/key-file.md. A seed serves one
// letter.
crypto::SigningKey signing_key(const Secret<crypto::Seed>& seed);  // "ruban/v1 sk"
Nonce credential_nonce(const Secret<crypto::Seed>& seed);          // "ruban/v1 nonce"
Secret<Bytes> pss_salt(const Secret<crypto::Seed>& seed);          // "ruban/v1 pss-salt", 48 bytes
Salt commit_salt(const Secret<crypto::Seed>& seed);                // "ruban/v1 commit"
// What a program tells the server in each call of one request for a credential, 32 bytes: "ruban/v1 visit".
Secret<Bytes> visit_secret(const Secret<crypto::Seed>& seed);

// The first of the candidates "ruban/v1 blind 0", "ruban/v1 blind 1" … that is above 0 and below the modulus,
// as many bytes as the modulus, big-endian. The modulus' highest bit is set.
Secret<Bytes> blinding_factor(const Secret<crypto::Seed>& seed, ByteView modulus);

}  // namespace ruban::signature
