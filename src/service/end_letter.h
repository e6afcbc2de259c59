// SPDX-License-Identifier: AGPL-3.0-or-later
// What the operator can do to a letter or a signature, each with a public reason in the record.
#pragma once

#include "service/letter_keys.h"
#include "service/letters.h"

namespace ruban::service {

// Ends a letter: no signature is accepted from now on, its keys are destroyed, and the record says so. One
// that has ended can still be removed, once: what a court forbids is often closed long before.
Result<void> end_letter(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                        ledger::LetterEnd state);

// Closes the letters whose date and whose last epoch are over, which nobody has closed: their keys and tags
// would otherwise stay as long as the organisers forget them.
void end_overdue(Instance instance, LetterKeys& keys, const Letters& letters);

// Takes a signature down. Its text is deleted at once.
Result<void> take_down(Instance instance, const PublishedLetter& letter, EntryIndex index,
                       ledger::TakedownReason reason);

}  // namespace ruban::service
