// SPDX-License-Identifier: AGPL-3.0-or-later
// Domains whose mailboxes anybody reads for ten minutes: an address there proves nobody.
#pragma once

#include "eligibility/mail_domain.h"

namespace ruban::eligibility {

// True if the domain, or one above it, is in the embedded list.
bool is_disposable(const MailDomain& domain);

}  // namespace ruban::eligibility
