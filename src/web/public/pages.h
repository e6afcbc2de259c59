// SPDX-License-Identifier: AGPL-3.0-or-later
// Handlers of the pages that everybody reads.
#pragma once

#include "web/site.h"

namespace ruban::web {

Response show_home(const Site& site, const Request& request);
Response show_letter(const Site& site, const Request& request);
Response show_signatures(const Site& site, const Request& request);
Response show_figures(const Site& site, const Request& request);
Response show_quote(const Site& site, const Request& request);
Response show_pledge(const Site& site, const Request& request);
Response show_history(const Site& site, const Request& request);
// …/demands: words and deeds; …/answers; …/news
Response show_demands(const Site& site, const Request& request);
Response show_answers(const Site& site, const Request& request);
Response show_news(const Site& site, const Request& request);
// …/evidence, …/evidence/{number}
Response show_evidence(const Site& site, const Request& request);
Response show_piece(const Site& site, const Request& request);
Response show_about(const Site& site, const Request& request);
Response show_verify(const Site& site, const Request& request);
Response show_demo_mail(const Site& site, const Request& request);
// /letters/{slug}/{version}/files/{name}: the exact bytes that the record's text-sha256 is of.
Response show_letter_file(const Site& site, const Request& request);

}  // namespace ruban::web
