// SPDX-License-Identifier: AGPL-3.0-or-later
// Authenticated encryption of what lies on a disk: XChaCha20-Poly1305 with a random nonce in front.
#pragma once

#include <string_view>

#include "core/secret.h"
#include "crypto/random.h"

namespace ruban::crypto {

using BoxKey = Fixed<struct BoxKeyTag, 32>;

// nonce(24) ‖ ciphertext ‖ tag(16). `purpose` is bound to it: it must be the same at opening.
Bytes seal_box(const Secret<BoxKey>& key, std::string_view purpose, ByteView plain, Random& random);
// Fails if the key or the purpose is another one, or a bit was changed.
Result<Secret<Bytes>> open_box(const Secret<BoxKey>& key, std::string_view purpose, ByteView box);

}  // namespace ruban::crypto
