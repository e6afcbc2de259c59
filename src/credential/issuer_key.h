// SPDX-License-Identifier: AGPL-3.0-or-later
// What a signer's own program asks of an issuer's key before it blinds for it, beside its form, which
// crypto::RsaPublicKey has checked (protocol.md B.4).
#pragma once

#include "crypto/rsa.h"

namespace ruban::credential {

// Fails if the modulus is divisible by a small prime: a blinded value could tell something of its message
// then.
Result<void> check_issuer_key(const crypto::RsaPublicKey& key);

}  // namespace ruban::credential
