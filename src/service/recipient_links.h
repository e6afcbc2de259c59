// SPDX-License-Identifier: AGPL-3.0-or-later
// The one-time links with which a letter's recipient answers: given once the domain is proved, each for one
// answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "eligibility/domain_proof.h"
#include "service/instance.h"
#include "service/letters.h"

namespace ruban::service {

inline constexpr std::chrono::days kLinkLife{14};

struct Challenge {
  std::string domain;
  eligibility::DomainChallenge challenge;
  bool is_new = false;  // nobody can have published it yet
};
// What the recipient is to publish: the same as long as the letter stands. Kind::invalid if the letter names
// no domain of its recipient; Kind::gone once it was withdrawn or removed.
Result<Challenge> recipient_challenge(Instance instance, const PublishedLetter& letter);

struct GivenLink {
  std::string code;  // as its holder types it; only its hash is kept
  Instant expires;
};
// Once the domain is proved. Earlier links of the letter that weren't used don't work any more. `corrects`:
// Kind::not_found unless the recipient gave an answer of that number from this domain.
Result<GivenLink> give_link(Instance instance, const PublishedLetter& letter, const std::string& domain,
                            std::optional<std::uint64_t> corrects);

// The link of this code, also one that was used. Faults are on the field "code": Kind::invalid for what isn't
// a code, Kind::gone for one that was replaced, has expired, or never was of this letter.
Result<store::RecipientLink> find_link(Instance instance, const PublishedLetter& letter,
                                       std::string_view typed);

}  // namespace ruban::service
