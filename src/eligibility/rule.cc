// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/rule.h"

#include <algorithm>

#include "eligibility/disposable.h"

namespace ruban::eligibility {
namespace {

struct Admits {
  const EmailAddress& address;

  Result<void> operator()(const DomainRule& rule) const {
    const bool listed = std::any_of(rule.domains.begin(), rule.domains.end(), [&](const MailDomain& domain) {
      return rule.include_subdomains ? address.domain().is_at_or_below(domain.text())
                                     : address.domain() == domain;
    });
    if (!listed) {
      return fail(
          Kind::invalid,
          "This letter is signed with an address of one of the domains named here, and this isn't one.",
          "email");
    }
    return {};
  }

  Result<void> operator()(const ListRule&) const { return {}; }

  Result<void> operator()(const AnyRule&) const {
    if (is_disposable(address.domain())) {
      return fail(Kind::invalid,
                  "An address of a throw-away mail service proves nobody: please use one of your own.",
                  "email");
    }
    return {};
  }
};

}  // namespace

Result<void> admits(const EmailRule& rule, const EmailAddress& address) {
  return std::visit(Admits{address}, rule);
}

}  // namespace ruban::eligibility
