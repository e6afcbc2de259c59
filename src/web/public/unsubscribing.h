// SPDX-License-Identifier: AGPL-3.0-or-later
// Handlers of the link in news mails that ends them.
#pragma once

#include "web/site.h"

namespace ruban::web {

Response show_unsubscribe(const Site& site, const Request& request);
// Pressed by a person, or by a mail program (RFC 8058): the link is the authority, there is no cookie, and
// the answer is no redirect.
Response post_unsubscribe(const Site& site, const Request& request);

}  // namespace ruban::web
