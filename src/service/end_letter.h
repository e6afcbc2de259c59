// SPDX-License-Identifier: AGPL-3.0-or-later
// What the operator can do to a letter or a signature, each with a public reason in the record.
#pragma once

#include "service/letter_keys.h"
#include "service/letters.h"

namespace ruban::service {

// Ends a letter: no signature is accepted from now on, its keys are destroyed, and the record says so.
Result<void> end_letter(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                        ledger::LetterEnd state);

// Takes a signature down. Its text is deleted at once.
Result<void> take_down(Instance instance, const PublishedLetter& letter, EntryIndex index,
                       ledger::TakedownReason reason);

}  // namespace ruban::service
