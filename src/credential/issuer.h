// SPDX-License-Identifier: AGPL-3.0-or-later
// The issuer's side of RFC 9474: one signature for each person who belongs, over a value that says nothing.
#pragma once

#include "crypto/rsa.h"

namespace ruban::credential {

// What can be said of a blinded value before anybody's right is used up: exactly key.size() bytes, above 1
// and below n - 1. The fault is on the field "blinded".
Result<void> check_blinded(const crypto::RsaPublicKey& key, ByteView blinded);

// BlindSign (RFC 9474 section 4.3), with its check against faults. Fails as check_blinded() does.
Result<Bytes> blind_sign(const crypto::RsaPrivateKey& key, ByteView blinded);

}  // namespace ruban::credential
