// SPDX-License-Identifier: AGPL-3.0-or-later
// Handlers of withdrawing a signature, by its key file or by proving the address again.
#pragma once

#include "web/site.h"

namespace ruban::web {

Response show_withdraw(const Site& site, const Request& request);
Response post_withdraw_key(const Site& site, const Request& request);
Response post_withdraw_address(const Site& site, const Request& request);
Response show_withdraw_code(const Site& site, const Request& request);
Response post_withdraw_code(const Site& site, const Request& request);
Response post_withdraw_resend(const Site& site, const Request& request);
Response show_withdraw_confirm(const Site& site, const Request& request);
Response post_withdraw_confirm(const Site& site, const Request& request);
Response show_withdraw_done(const Site& site, const Request& request);

}  // namespace ruban::web
