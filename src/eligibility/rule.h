// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may sign with an e-mail address, as far as the address alone can tell.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "eligibility/email_address.h"

namespace ruban::eligibility {

// A letter's issuer of the method "email-domain": a mailbox at one of these.
struct DomainRule {
  std::vector<MailDomain> domains;
  bool include_subdomains = false;
};
// "email-list": a canonical address in the organiser's list, which is looked up elsewhere.
struct ListRule {};
// "email-any": any address that isn't disposable.
struct AnyRule {};

using EmailRule = std::variant<DomainRule, ListRule, AnyRule>;

// What can be told before a code is sent. The fault is on the field "email"; whether an address is in a list
// is never told here.
Result<void> admits(const EmailRule& rule, const EmailAddress& address);

}  // namespace ruban::eligibility
