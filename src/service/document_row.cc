// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/document_row.h"

namespace ruban::service {

Result<store::NewDocument> document_row(const letter::PublicDocument& document,
                                        std::vector<letter::Fault>& faults) {
  store::NewDocument row;
  row.text = letter::write(document);
  row.type = letter::code(document.kind);
  row.lang = letter::code(document.language);
  if (!letter::parse_public_document(row.text, row.lang, faults))
    return fail(Kind::invalid, "The text has faults.");
  return row;
}

}  // namespace ruban::service
