// SPDX-License-Identifier: AGPL-3.0-or-later
// Issuing a credential: one blind signature for each identity, over a value that says nothing of what will be
// done with it (protocol.md B.2). Who will sign by name and who won't can't be told here.
#pragma once

#include "eligibility/email_address.h"
#include "eligibility/invitation.h"
#include "service/hourly_limit.h"
#include "service/letter_keys.h"
#include "service/letters.h"
#include "service/visit.h"

namespace ruban::service {

// Who asks, and as whom: all that decides whether there is a credential for them.
struct Right {
  std::string issuer;  // label
  letter::Method method;
  IdentityTag tag;
};

// Fails unless the letter accepts signatures now, and has this issuer, which goes by mail or by invitation.
Result<Right> right_of(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                       std::string_view issuer, const eligibility::EmailAddress& address);
Result<Right> right_of(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                       std::string_view issuer, const eligibility::Invitation& invitation);

enum class Grant {
  first,          // the right was used up by this call
  same_request,   // earlier, for this very blinded value
  issued_before,  // earlier, for another one
  not_on_list,    // the organisers' list doesn't hold this identity; or nobody was given this code
};
// Uses the right up inside a letter's transaction; Kind::conflict once nothing is issued any more.
Result<Grant> use_right(store::LetterTransaction& tx, const Right& right, const Hash& blinded);

// What a refusal says, the same to everybody who proves belonging by this method.
Error refusal(Grant grant, letter::Method method);

class IssueCredential {
 public:
  static constexpr int kRepeatsPerHour = 10;  // per identity, of requests after the first
  IssueCredential(Instance instance, LetterKeys& keys)
      : instance_(instance), keys_(keys), repeats_(kRepeatsPerHour) {}

  // The blind signature, as long as the issuer's modulus, after the right was durably used up; the same again
  // for the same blinded value. The value is judged before anything else is looked at. Who asks with another
  // value: Kind::conflict, after the same work.
  //
  // By a visit that is one for issuing, proved, and of this letter and issuer: Kind::forbidden otherwise.
  Result<Bytes> operator()(const PublishedLetter& letter, const VisitKeys& keys, std::string_view issuer,
                           ByteView blinded);
  // By an invitation: Kind::forbidden if nobody was given this one.
  Result<Bytes> operator()(const PublishedLetter& letter, const eligibility::Invitation& invitation,
                           std::string_view issuer, ByteView blinded);

 private:
  Result<Bytes> issue(const PublishedLetter& letter, const Right& right, ByteView blinded);

  Instance instance_;
  LetterKeys& keys_;
  HourlyLimit repeats_;
};

}  // namespace ruban::service
