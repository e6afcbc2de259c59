// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/sign_letter.h"

#include "core/check.h"
#include "core/utf8.h"
#include "credential/blind.h"
#include "credential/credential.h"
#include "credential/issuer.h"
#include "crypto/sha256.h"
#include "ledger/entry.h"
#include "signature/key_file.h"
#include "signature/seed.h"
#include "signature/statement.h"

namespace ruban::service {
namespace {

constexpr std::size_t kMostSearchWords = 16;

struct Signed {
  store::NewSignature row;
  Hash blinded;
  signature::KeyFile key_file;
};

// What the signer's own device would do: draw, blind, have it signed, unblind, verify, sign.
Result<Signed> act_for_signer(Instance instance, const PublishedLetter& letter, const std::string& label,
                              const crypto::RsaPrivateKey& issuer, const signature::Payload& payload) {
  Secret<crypto::Seed> seed(instance.random.fixed<crypto::Seed>());
  const auto key = signature::signing_key(seed);
  const auto nonce = signature::credential_nonce(seed);
  const auto& issuer_key = issuer.public_key();
  const auto message = credential::input_message(nonce, letter.id(), label, key.public_key());
  auto blinding = TRY(credential::blind(issuer_key, message, signature::pss_salt(seed).expose(),
                                        signature::blinding_factor(seed, issuer_key.modulus())));
  TRY(credential::check_blinded(issuer_key, blinding.blinded));
  auto blind_signature = TRY(credential::blind_sign(issuer, blinding.blinded));
  auto cred = TRY(credential::finalize(issuer_key, message, blind_signature, blinding.inverse));

  Signed out;
  out.blinded = crypto::sha256(blinding.blinded);
  out.row.payload = store::Payload{signature::format(payload), signature::commit_salt(seed)};
  const auto entry = signature::sign_statement(
      key, {letter.id(), ledger::Mode::named, ledger::Via::server, label, cred, nonce,
            signature::commit(out.row.payload->salt, out.row.payload->text)});
  out.row.key = key.public_key();
  out.row.lines = ledger::without_time(entry);
  out.row.search_words = search_words(payload.name.text(), kMostSearchWords);
  out.key_file = {instance.origin, letter.id(),         label,       std::move(seed), blinding.blinded,
                  std::move(cred), ledger::Mode::named, std::nullopt};
  return out;
}

}  // namespace

Result<SignLetter::Outcome> SignLetter::operator()(const PublishedLetter& letter, const VisitKeys& keys,
                                                   Visit& visit) {
  if (!visit.proved) return fail(Kind::forbidden, "Please type the code from the mail first.");
  TRY(letter.accepts_signatures(instance_.clock.now()));
  auto signer = parse_signer(letter, visit);
  if (!signer) return tl::unexpected(signer.error().front());
  const auto address = TRY(eligibility::EmailAddress::parse(visit.email));
  const auto* method = letter.find_issuer(visit.issuer);
  if (method == nullptr) return fail(Kind::invalid, "Please say to which group you belong.", "issuer");
  auto issuer = TRY(keys_.issuer(letter, visit.issuer));
  const auto tag = TRY(keys_.identity_tag(letter, address.canonical()));
  auto made = TRY(act_for_signer(instance_, letter, visit.issuer, *issuer, *signer));
  made.row.owner = TRY(keys_.owner_tag(letter, address));
  auto signed_visit = visit;
  signed_visit.key = made.row.key;
  signed_visit.key_file = signature::format(made.key_file).expose();
  const auto until = instance_.clock.now() + kVisitLife;
  signed_visit.key_file_until = until;
  const auto box = seal_visit(instance_, keys, signed_visit);

  auto outcome = Outcome::accepted;
  TRY(instance_.store.signatures().in_letter(letter.id(), [&](store::LetterTransaction& tx) -> Result<void> {
    if (!tx.issuing_open())
      return fail(Kind::conflict, "This letter is closed. It takes no more signatures.");
    if (method->method == letter::Method::email_list && !tx.on_list(visit.issuer, tag)) {
      outcome = Outcome::not_on_list;
      return {};
    }
    if (tx.issue(visit.issuer, tag, made.blinded) != store::Issued::first) {
      outcome = Outcome::issued_before;
      return {};
    }
    tx.keep_visit(keys.id, box, until);  // who has signed has the key, whatever happens to this process
    return tx.accept(made.row);
  }));
  if (outcome != Outcome::accepted) return outcome;

  visit = std::move(signed_visit);
  if (visit.updates) instance_.store.visits().subscribe(letter.id(), address.for_mail(), visit.language);
  return outcome;
}

}  // namespace ruban::service
