// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/sign_letter.h"

#include "credential/issuer.h"
#include "crypto/sha256.h"
#include "service/accept_signature.h"
#include "service/issue_credential.h"
#include "service/signer.h"
#include "signature/key_file.h"

namespace ruban::service {
namespace {

struct Signed {
  store::NewSignature row;
  Hash blinded;
  signature::KeyFile key_file;
};

// What the signer's own device would do: draw, blind, have it signed, unblind, verify, sign.
Result<Signed> act_for_signer(Instance instance, const PublishedLetter& letter, const std::string& label,
                              const crypto::RsaPrivateKey& issuer, const signature::Payload& payload) {
  Secret<crypto::Seed> seed(instance.random.fixed<crypto::Seed>());
  const auto& issuer_key = issuer.public_key();
  auto request = TRY(request_credential(issuer_key, letter.id(), label, seed));
  const auto blind_signature = TRY(credential::blind_sign(issuer, request.blinding.blinded));
  auto cred = TRY(finish_credential(issuer_key, request, blind_signature));

  Signed out;
  out.blinded = crypto::sha256(request.blinding.blinded);
  out.row =
      TRY(check_statement(letter, sign_by_name(letter.id(), label, ledger::Via::server, cred, payload, seed),
                          ledger::Via::server));
  out.key_file = {
      instance.origin, letter.id(),         label,       std::move(seed), std::move(request.blinding.blinded),
      std::move(cred), ledger::Mode::named, std::nullopt};
  return out;
}

// A signer by invitation has no address here: their key alone withdraws for them.
struct Signer {
  Right right;
  std::optional<eligibility::EmailAddress> address;
};

Result<Signer> signer_of(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                         const Visit& visit) {
  if (letter.is_by_invitation(visit.issuer)) {
    const auto invitation = TRY(eligibility::Invitation::parse(visit.invitation));
    auto right = TRY(right_of(instance, keys, letter, visit.issuer, invitation));
    return Signer{std::move(right), std::nullopt};
  }
  auto address = TRY(eligibility::EmailAddress::parse(visit.email));
  auto right = TRY(right_of(instance, keys, letter, visit.issuer, address));
  return Signer{std::move(right), std::move(address)};
}

}  // namespace

Result<SignLetter::Outcome> SignLetter::operator()(const PublishedLetter& letter, const VisitKeys& keys,
                                                   Visit& visit) {
  if (!visit.proved) return fail(Kind::forbidden, "Please type the code from the mail first.");
  auto payload = parse_signer(letter, visit);
  if (!payload) return tl::unexpected(payload.error().front());
  const auto signer = TRY(signer_of(instance_, keys_, letter, visit));
  auto issuer = TRY(keys_.issuer(letter, visit.issuer));
  auto made = TRY(act_for_signer(instance_, letter, visit.issuer, *issuer, *payload));
  if (signer.address) made.row.owner = TRY(keys_.owner_tag(letter, *signer.address));
  auto signed_visit = visit;
  signed_visit.invitation.clear();
  signed_visit.key = made.row.key;
  signed_visit.key_file = signature::format(made.key_file).expose();
  const auto until = instance_.clock.now() + kVisitLife;
  signed_visit.key_file_until = until;
  const auto box = seal_visit(instance_, keys, signed_visit);

  auto grant = Grant::first;
  const auto work = [&](store::LetterTransaction& tx) -> Result<void> {
    grant = TRY(use_right(tx, signer.right, made.blinded));
    if (grant != Grant::first) return {};
    tx.keep_visit(keys.id, box, until);  // who has signed has the key, whatever happens to this process
    return tx.accept(made.row);
  };
  TRY(instance_.store.signatures().in_letter(letter.id(), work));
  switch (grant) {
    case Grant::first:
      break;
    case Grant::same_request:
    case Grant::issued_before:
      return Outcome::issued_before;
    case Grant::not_on_list:
      return Outcome::not_on_list;
  }

  visit = std::move(signed_visit);
  if (visit.updates && signer.address)
    instance_.store.visits().subscribe(letter.id(), signer.address->for_mail(), visit.language);
  return Outcome::accepted;
}

}  // namespace ruban::service
