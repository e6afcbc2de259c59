// SPDX-License-Identifier: AGPL-3.0-or-later
// Handlers for machines: public reads as JSON, and the record as C2SP tlog-tiles.
#pragma once

#include "web/site.h"

namespace ruban::web {

Response api_letters(const Site& site, const Request& request);
Response api_letter(const Site& site, const Request& request);
Response api_count(const Site& site, const Request& request);
// …/proof?at=: the receipt of the tally that spoke for the letter at that instant
Response api_proof(const Site& site, const Request& request);
Response api_signatures(const Site& site, const Request& request);
// GET …/quotes: the statements for the press that were published and stand
Response api_quotes(const Site& site, const Request& request);
// GET …/statements: what was said of the letter and done about it
Response api_statements(const Site& site, const Request& request);
// GET /api/v1/documents/{sha256}: the bytes whose hash an entry holds, or those of a file that goes with them
Response api_document(const Site& site, const Request& request);
Response api_signatures_csv(const Site& site, const Request& request);

// /api/v1/entries/{index}: its text, and …/proof its receipt
Response api_entry(const Site& site, const Request& request);
Response api_entry_proof(const Site& site, const Request& request);

Response log_checkpoint(const Site& site, const Request& request);
Response log_policy(const Site& site, const Request& request);
// /log/tile/{path...}
Response log_tile(const Site& site, const Request& request);

// /client/{sha256}: the manifest of a release of the client scripts, or a script
Response client_file(const Site& site, const Request& request);

}  // namespace ruban::web
