// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/present_invitation.h"

#include "service/issue_credential.h"
#include "service/request_code.h"

namespace ruban::service {
namespace {

Result<void> check(Instance instance, LetterKeys& keys, const PublishedLetter& letter, const Visit& visit) {
  const auto invitation = TRY(eligibility::Invitation::parse(visit.invitation));
  const auto right = TRY(right_of(instance, keys, letter, visit.issuer, invitation));
  if (!instance.store.signatures().on_list(letter.id(), right.issuer, right.tag))
    return tl::unexpected(refusal(Grant::not_on_list, right.method));
  return {};
}

}  // namespace

std::vector<Error> present_invitation(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                                      const VisitKeys& visit_keys, const Visit& visit) {
  if (auto open = letter.accepts_signatures(instance.clock.now()); !open) return {open.error()};
  std::vector<Error> faults;
  if (auto signer = parse_signer(letter, visit); !signer) faults = std::move(signer).error();
  if (auto invited = check(instance, keys, letter, visit); !invited) faults.push_back(invited.error());
  if (!faults.empty()) return faults;
  auto proved = visit;
  proved.proved = true;
  keep_visit(instance, visit_keys, proved);
  return {};
}

}  // namespace ruban::service
