// SPDX-License-Identifier: AGPL-3.0-or-later
// Handlers of saying without scripts that a pledge is kept: the key file goes to the server, which signs with
// it and forgets it.
#pragma once

#include "web/site.h"

namespace ruban::web {

Response show_pledge_key(const Site& site, const Request& request);
Response post_pledge_key(const Site& site, const Request& request);
Response show_pledge_confirm(const Site& site, const Request& request);
Response post_pledge_confirm(const Site& site, const Request& request);
Response show_pledge_done(const Site& site, const Request& request);

}  // namespace ruban::web
