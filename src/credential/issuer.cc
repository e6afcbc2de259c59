// SPDX-License-Identifier: AGPL-3.0-or-later
#include "credential/issuer.h"

#include <algorithm>

namespace ruban::credential {

Result<void> check_blinded(const crypto::RsaPublicKey& key, ByteView blinded) {
  const auto& n = key.modulus();
  if (blinded.size() != n.size()) {
    return fail(Kind::invalid, "A blinded value is as long as the issuer's key.", "blinded");
  }
  Bytes n_minus_1(n.begin(), n.end() - 1);
  n_minus_1.push_back(n.back() & 0xfe);  // n is odd
  Bytes one(n.size());
  one.back() = 1;
  const auto below = [](const ByteView a, const ByteView b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
  };
  if (!below(one, blinded) || !below(blinded, n_minus_1)) {
    return fail(Kind::invalid, "This blinded value is out of range.", "blinded");
  }
  return {};
}

Result<Bytes> blind_sign(const crypto::RsaPrivateKey& key, ByteView blinded) {
  TRY(check_blinded(key.public_key(), blinded));
  return key.raw_sign(blinded);
}

}  // namespace ruban::credential
