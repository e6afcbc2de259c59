// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/issue_credential.h"

#include "core/check.h"
#include "credential/issuer.h"
#include "crypto/sha256.h"

namespace ruban::service {

namespace {

bool is_listed(letter::Method method) {
  return method == letter::Method::email_list || method == letter::Method::invitation;
}

Result<Right> right_as(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                       std::string_view issuer, bool invited, std::string_view canonical) {
  TRY(letter.accepts_signatures(instance.clock.now()));
  const auto* found = letter.find_issuer(issuer);
  if (found == nullptr) return fail(Kind::invalid, "Please say to which group you belong.", "issuer");
  if (invited != (found->method == letter::Method::invitation))
    return fail(Kind::invalid, "This way to prove that you belong isn’t offered here.", "issuer");
  auto tag = TRY(keys.identity_tag(letter, canonical));
  return Right{found->label, found->method, tag};
}

Result<void> judge(const PublishedLetter& letter, std::string_view issuer, ByteView blinded) {
  const auto* line = letter.entry.find_issuer(issuer);
  if (line == nullptr) return fail(Kind::invalid, "This letter has no such issuer.", "issuer");
  return credential::check_blinded(line->key, blinded);
}

}  // namespace

Result<Right> right_of(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                       std::string_view issuer, const eligibility::EmailAddress& address) {
  return right_as(instance, keys, letter, issuer, false, address.canonical());
}

Result<Right> right_of(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                       std::string_view issuer, const eligibility::Invitation& invitation) {
  return right_as(instance, keys, letter, issuer, true, invitation.canonical());
}

Result<Grant> use_right(store::LetterTransaction& tx, const Right& right, const Hash& blinded) {
  if (!tx.issuing_open()) return fail(Kind::conflict, "This letter is closed. It takes no more signatures.");
  if (is_listed(right.method) && !tx.on_list(right.issuer, right.tag)) return Grant::not_on_list;
  switch (tx.issue(right.issuer, right.tag, blinded)) {
    case store::Issued::first:
      return Grant::first;
    case store::Issued::same_request:
      return Grant::same_request;
    case store::Issued::other_request:
      break;
  }
  return Grant::issued_before;
}

Error refusal(Grant grant, letter::Method method) {
  CHECK(grant == Grant::issued_before || grant == Grant::not_on_list);
  const bool invited = method == letter::Method::invitation;
  if (grant == Grant::not_on_list && invited) {
    return fail(Kind::forbidden,
                "Nobody was given this code for this letter. Nothing was signed. Is it the code of another "
                "letter, or of another group?",
                "invitation")
        .value();
  }
  if (grant == Grant::not_on_list) {
    return fail(Kind::forbidden,
                "The organisers’ list for this letter doesn’t hold this address. Nothing was signed. "
                "If you belong, write to them from the address that they know.")
        .value();
  }
  if (invited) {
    return fail(Kind::conflict,
                "A credential for this letter was issued for this code before. Go on with the key file that "
                "it was issued for.")
        .value();
  }
  return fail(Kind::conflict,
              "A credential for this letter was issued to this address before. Go on with the key file "
              "that it was issued for.")
      .value();
}

Result<Bytes> IssueCredential::operator()(const PublishedLetter& letter, const VisitKeys& keys,
                                          std::string_view issuer, ByteView blinded) {
  TRY(judge(letter, issuer, blinded));
  const auto visit = TRY(open_visit(instance_, keys));
  if (visit.purpose != Purpose::issue || !visit.proved || visit.issuer != issuer ||
      visit.slug != letter.row.slug || visit.version != letter.row.version) {
    return fail(Kind::forbidden, "Please type the code from the mail first.");
  }
  const auto address = TRY(eligibility::EmailAddress::parse(visit.email));
  const auto right = TRY(right_of(instance_, keys_, letter, issuer, address));
  return issue(letter, right, blinded);
}

Result<Bytes> IssueCredential::operator()(const PublishedLetter& letter,
                                          const eligibility::Invitation& invitation, std::string_view issuer,
                                          ByteView blinded) {
  TRY(judge(letter, issuer, blinded));
  const auto right = TRY(right_of(instance_, keys_, letter, issuer, invitation));
  // Nothing but the code stands before the work that signing is: whoever has none is sent away first.
  if (!instance_.store.signatures().on_list(letter.id(), issuer, right.tag))
    return tl::unexpected(refusal(Grant::not_on_list, right.method));
  return issue(letter, right, blinded);
}

Result<Bytes> IssueCredential::issue(const PublishedLetter& letter, const Right& right, ByteView blinded) {
  const auto now = instance_.clock.now();
  const auto who = crypto::sha256({letter.id().view(), right.tag.view()});
  if (!repeats_.allows(who, now)) {
    return fail(Kind::too_many, "This credential was asked for too often. Please try again in an hour.");
  }
  const auto key = TRY(keys_.issuer(letter, right.issuer));
  // Before the right is looked at, so that a refusal takes as long as an answer.
  auto blind_signature = TRY(credential::blind_sign(*key, blinded));

  auto grant = Grant::first;
  const auto hash = crypto::sha256(blinded);
  const auto work = [&](store::LetterTransaction& tx) -> Result<void> {
    grant = TRY(use_right(tx, right, hash));
    return {};
  };
  TRY(instance_.store.signatures().in_letter(letter.id(), work));
  if (grant != Grant::first) repeats_.count(who, now);
  if (grant == Grant::issued_before || grant == Grant::not_on_list)
    return tl::unexpected(refusal(grant, right.method));
  return blind_signature;
}

}  // namespace ruban::service
