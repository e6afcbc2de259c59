// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/identity_tag.h"

#include "crypto/hmac.h"

namespace ruban::eligibility {

IdentityTag identity_tag(const Secret<IdentityKey>& key, std::string_view canonical) {
  Bytes message = to_bytes("ruban/v1 id\n");
  message.insert(message.end(), canonical.begin(), canonical.end());
  return IdentityTag{crypto::hmac_sha256(key.view(), message).bytes};
}

}  // namespace ruban::eligibility
