// SPDX-License-Identifier: AGPL-3.0-or-later
// The signer's side of signing, everything from one seed: asking for a credential, finishing it, and the
// signed entry. The signer's own program does it, or the server for who has none.
#pragma once

#include <string_view>

#include "credential/blind.h"
#include "service/accept_signature.h"
#include "signature/payload.h"
#include "signature/seed.h"

namespace ruban::service {

struct CredentialRequest {
  Bytes message;  // what the credential will sign
  credential::Blinding blinding;
};
// The same request for the same seed, so that asking again is answered again. `issuer` is the key that stands
// in the letter's entry. Fails for about no seed at all.
Result<CredentialRequest> request_credential(const crypto::RsaPublicKey& issuer, const LetterId& letter,
                                             std::string_view label, const Secret<crypto::Seed>& seed);
// The credential, verified; fails if the answer isn't one to this request.
Result<Bytes> finish_credential(const crypto::RsaPublicKey& issuer, const CredentialRequest& request,
                                ByteView blind_signature);

// The entry of a signature by name, but its last line, with the text that it commits to.
SignedStatement sign_by_name(const LetterId& letter, std::string_view label, ledger::Via via,
                             const Bytes& cred, const signature::Payload& payload,
                             const Secret<crypto::Seed>& seed);
// The same of an anonymous signature, by a client: it says nothing but that its holder belongs.
SignedStatement sign_anonymously(const LetterId& letter, std::string_view label, const Bytes& cred,
                                 const Secret<crypto::Seed>& seed);

}  // namespace ruban::service
