// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/identity_tag.h"

#include "crypto/hmac.h"

namespace ruban::eligibility {

IdentityTag identity_tag(const Secret<IdentityKey>& key, std::string_view canonical) {
  const Secret message(std::string("ruban/v1 id\n").append(canonical));
  return IdentityTag{crypto::hmac_sha256(key.view(), message.view()).bytes};
}

}  // namespace ruban::eligibility
