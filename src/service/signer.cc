// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/signer.h"

#include "credential/credential.h"
#include "signature/statement.h"

namespace ruban::service {

Result<CredentialRequest> request_credential(const crypto::RsaPublicKey& issuer, const LetterId& letter,
                                             std::string_view label, const Secret<crypto::Seed>& seed) {
  auto message = credential::input_message(signature::credential_nonce(seed), letter, label,
                                           signature::signing_key(seed).public_key());
  auto blinding = TRY(credential::blind(issuer, message, signature::pss_salt(seed).expose(),
                                        signature::blinding_factor(seed, issuer.modulus())));
  return CredentialRequest{std::move(message), std::move(blinding)};
}

Result<Bytes> finish_credential(const crypto::RsaPublicKey& issuer, const CredentialRequest& request,
                                ByteView blind_signature) {
  return credential::finalize(issuer, request.message, blind_signature, request.blinding.inverse);
}

SignedStatement sign_by_name(const LetterId& letter, std::string_view label, ledger::Via via,
                             const Bytes& cred, const signature::Payload& payload,
                             const Secret<crypto::Seed>& seed) {
  store::Payload text{signature::format(payload), signature::commit_salt(seed)};
  const auto entry =
      signature::sign_statement(signature::signing_key(seed),
                                {letter, ledger::Mode::named, via, std::string(label), cred,
                                 signature::credential_nonce(seed), signature::commit(text.salt, text.text)});
  return {ledger::without_time(entry), std::move(text), false};
}

SignedStatement sign_anonymously(const LetterId& letter, std::string_view label, const Bytes& cred,
                                 const Secret<crypto::Seed>& seed) {
  const auto entry = signature::sign_statement(
      signature::signing_key(seed), {letter, ledger::Mode::anon, ledger::Via::client, std::string(label),
                                     cred, signature::credential_nonce(seed), std::nullopt});
  return {ledger::without_time(entry), std::nullopt, false};
}

}  // namespace ruban::service
