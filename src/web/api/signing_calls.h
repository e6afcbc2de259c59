// SPDX-License-Identifier: AGPL-3.0-or-later
// Handlers of the signing calls (protocol.md B.2): by them a signer's own program gets a credential and
// signs. Cookies are ignored, any site may carry them, and nothing but what stands in the body says who asks.
#pragma once

#include "web/site.h"

namespace ruban::web {

// POST …/code: asks for a mail with a code
Response call_code(const Site& site, const Request& request);
// POST …/confirm: types it
Response call_confirm(const Site& site, const Request& request);
// POST …/issue: a blinded value for a blind signature
Response call_issue(const Site& site, const Request& request);
// POST …/news: mails of what becomes of the letter, to the address that was proved
Response call_news(const Site& site, const Request& request);
// POST …/sign: a finished entry
Response call_sign(const Site& site, const Request& request);
Response call_withdraw(const Site& site, const Request& request);
// POST …/kept: the signatory has done what the letter pledges
Response call_kept(const Site& site, const Request& request);
// POST …/quote: a statement for the press, for the organisers to read
Response call_quote(const Site& site, const Request& request);
// OPTIONS of each
Response call_preflight(const Request& request);

}  // namespace ruban::web
