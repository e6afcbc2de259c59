// SPDX-License-Identifier: AGPL-3.0-or-later
// What a `sign` entry must keep of its letter's rules to be valid, as far as entry and letter alone can tell
// (docs/formats/record.md): asked before a signature is accepted, and again by every audit.
#pragma once

#include <optional>

#include "audit/checked_entry.h"
#include "audit/reason.h"
#include "ledger/entry.h"

namespace ruban::audit {

// Mode, issuer, what goes with the mode, credential and signature; nothing if there is no fault. `evidence`
// is the entry's own, for the key of the letter's issuer.
std::optional<Reason> signature_fault(const ledger::LetterEntry& letter, const ledger::SignEntry& entry,
                                      Evidence evidence);

// Its `epoch` beside the letter's opening and closing.
std::optional<Reason> epoch_fault(const ledger::LetterEntry& letter, const ledger::SignEntry& entry);

}  // namespace ruban::audit
