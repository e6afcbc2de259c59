// SPDX-License-Identifier: AGPL-3.0-or-later
// The receipt: a C2SP .tlog-proof of an entry under the last published checkpoint.
#pragma once

#include "service/instance.h"

namespace ruban::service {

// Kind::not_found while the entry isn't published.
Result<std::string> prove_entry(Instance instance, EntryIndex index);

}  // namespace ruban::service
