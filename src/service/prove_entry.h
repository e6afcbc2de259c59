// SPDX-License-Identifier: AGPL-3.0-or-later
// The receipt: a C2SP .tlog-proof of an entry under a published checkpoint.
#pragma once

#include "service/instance.h"

namespace ruban::service {

// Kind::not_found while the entry isn't published.
Result<std::string> prove_entry(Instance instance, EntryIndex index);
// Under this one, which must hold the entry.
Result<std::string> prove_entry(Instance instance, EntryIndex index, const store::Checkpoint& published);

}  // namespace ruban::service
