// SPDX-License-Identifier: AGPL-3.0-or-later
// Handlers of signing: form, code, preview, receipt; each POST answers 303 to the next page or renders its
// own again.
#pragma once

#include "web/site.h"

namespace ruban::web {

Response show_sign(const Site& site, const Request& request);
Response post_sign(const Site& site, const Request& request);
Response show_sign_code(const Site& site, const Request& request);
Response post_sign_code(const Site& site, const Request& request);
Response post_sign_resend(const Site& site, const Request& request);
Response show_sign_preview(const Site& site, const Request& request);
Response post_sign_preview(const Site& site, const Request& request);
Response show_sign_already(const Site& site, const Request& request);
Response show_sign_done(const Site& site, const Request& request);
Response get_receipt(const Site& site, const Request& request);
Response post_key_file(const Site& site, const Request& request);
Response post_forget_key(const Site& site, const Request& request);

}  // namespace ruban::web
