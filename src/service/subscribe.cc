// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/subscribe.h"

#include "service/issue_credential.h"

namespace ruban::service {

Result<void> subscribe(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                       const VisitKeys& visit_keys) {
  const auto visit = TRY(open_visit(instance, visit_keys));
  if (visit.purpose != Purpose::issue || !visit.proved || visit.slug != letter.row.slug ||
      visit.version != letter.row.version) {
    return fail(Kind::forbidden, "Please type the code from the mail first.");
  }
  const auto address = TRY(eligibility::EmailAddress::parse(visit.email));
  const auto right = TRY(right_of(instance, keys, letter, visit.issuer, address));
  if (right.method == letter::Method::email_list &&
      !instance.store.signatures().on_list(letter.id(), right.issuer, right.tag)) {
    return tl::unexpected(refusal(Grant::not_on_list, right.method));
  }
  instance.store.visits().subscribe(letter.id(), address.for_mail(), visit.language);
  return {};
}

}  // namespace ruban::service
