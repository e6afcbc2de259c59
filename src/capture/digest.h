// SPDX-License-Identifier: AGPL-3.0-or-later
// Labelled digests of WARC: "sha256:" and the hash in hex, or in base 32 as other programs write it.
#pragma once

#include <string>
#include <string_view>

#include "core/ids.h"

namespace ruban::capture {

// "sha256:" and 64 digits of lowercase hex: what sha256sum prints.
std::string format_digest(const Hash& hash);

// False only if `digest` is one of SHA-256 and isn't `hash`. Other algorithms aren't known here.
bool may_be_digest_of(std::string_view digest, const Hash& hash);

}  // namespace ruban::capture
