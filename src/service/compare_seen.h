// SPDX-License-Identifier: AGPL-3.0-or-later
// Holding a checkpoint that somebody has seen against the record as the store has it.
#pragma once

#include <string>

#include "ledger/note.h"
#include "service/instance.h"

namespace ruban::service {

// Kind::conflict if our own key has signed something else than the store holds, or more than it holds: a
// fork, or a restored backup, which must never be signed over. The error's field says where it was seen, and
// the sizes.
Result<void> compare_seen(Instance instance, const ledger::VerifierKey& log, const std::string& note,
                          const std::string& where);

}  // namespace ruban::service
