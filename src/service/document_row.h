// SPDX-License-Identifier: AGPL-3.0-or-later
// A public document as the store keeps it.
#pragma once

#include <vector>

#include "letter/public_document.h"
#include "store/document_store.h"

namespace ruban::service {

// Text, type and language of it; the entry's lines and what it refers to are the caller's. Kind::invalid if
// what was written can't be read again, with the reasons in `faults`.
Result<store::NewDocument> document_row(const letter::PublicDocument& document,
                                        std::vector<letter::Fault>& faults);

}  // namespace ruban::service
