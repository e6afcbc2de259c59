// SPDX-License-Identifier: AGPL-3.0-or-later
// RecountPromise: a witness's own word, under its key, that it cosigns only what it has recounted. A policy
// (C2SP tlog-policy) can't express it, and nobody else may say it (docs/formats/witness.md).
#pragma once

#include <string>
#include <string_view>

#include "crypto/ed25519.h"
#include "ledger/note.h"

namespace ruban::ledger {

// "name+0123abcd+base64(signature)", as a verifier key is written. The signature is of
// "ruban witness recounts v1\nname\n": never the text of a checkpoint, which has three lines, nor of a
// cosignature, which begins otherwise. `key` must be the witness's.
std::string sign_recount_promise(const VerifierKey& witness, const crypto::SigningKey& key);

// Whether it is that witness's, and signed by its key. Exact: no other writing of it counts.
bool is_recount_promise(std::string_view promise, const VerifierKey& witness);

}  // namespace ruban::ledger
