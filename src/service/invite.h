// SPDX-License-Identifier: AGPL-3.0-or-later
// Inviting people to sign: a code for each, of which only a keyed hash is kept.
#pragma once

#include <string>
#include <vector>

#include "eligibility/invitation.h"
#include "service/letter_keys.h"
#include "service/letters.h"

namespace ruban::service {

struct Invitations {
  std::string issuer;  // label, of the method invitation
  std::vector<eligibility::Invitation> codes;
  std::vector<mail::NewMail> mails;  // that bring them; none if they are brought otherwise
  bool more = false;                 // to people whom this issuer hasn't invited with the others
};

inline constexpr std::size_t kMostInvitations = 1'000'000;  // at once

// The label of the issuer that invites: the one asked for, or the only one of the method.
Result<std::string> inviting_issuer(const PublishedLetter& letter, const std::optional<std::string>& label);

// Durable when it returns. Nothing that is kept says to whom a code went, but the mails as long as they wait.
// Kind::conflict once nothing is issued any more, and if there were invitations before and `more` isn't said.
Result<void> invite(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                    Invitations invitations);

}  // namespace ruban::service
