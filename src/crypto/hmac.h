// SPDX-License-Identifier: AGPL-3.0-or-later
// HMAC-SHA-256 (RFC 2104) and HKDF-SHA-256 (RFC 5869).
#pragma once

#include <string_view>

#include "core/ids.h"
#include "core/secret.h"

namespace ruban::crypto {

Hash hmac_sha256(ByteView key, ByteView message);

// `length` bytes, at most 8160, with an empty salt.
Secret<Bytes> hkdf_sha256(ByteView key, std::string_view info, std::size_t length);

}  // namespace ruban::crypto
