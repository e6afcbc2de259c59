// SPDX-License-Identifier: AGPL-3.0-or-later
// What an entry of the record says, in one sentence for people.
#pragma once

#include <string>

#include "ledger/entry.h"

namespace ruban::cli {

// "A signature by name, of the issuer employee-email."
std::string describe_entry(const ledger::Entry& entry);

}  // namespace ruban::cli
