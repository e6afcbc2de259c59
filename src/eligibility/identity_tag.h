// SPDX-License-Identifier: AGPL-3.0-or-later
// The keyed mark by which a letter remembers that an identity got its credential, and nothing else about it.
#pragma once

#include <string_view>

#include "core/ids.h"
#include "core/secret.h"

namespace ruban::eligibility {

// One per letter, destroyed with it.
using IdentityKey = Fixed<struct IdentityKeyTag, 32>;

// HMAC-SHA-256(key, "ruban/v1 id\n" ‖ canonical).
IdentityTag identity_tag(const Secret<IdentityKey>& key, std::string_view canonical);

}  // namespace ruban::eligibility
