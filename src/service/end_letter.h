// SPDX-License-Identifier: AGPL-3.0-or-later
// What the operator can do to a letter or a signature, each with a public reason in the record.
#pragma once

#include "service/letter_keys.h"
#include "service/letters.h"
#include "service/put_on_record.h"

namespace ruban::service {

// Ends a letter: no signature is accepted from now on, its keys are destroyed, and the record says so. One
// that has ended can still be removed, once: what a court forbids is often closed long before. The reason, in
// the words of whoever ends it, goes on record with it and is public, also where the letter is removed.
Result<void> end_letter(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                        ledger::LetterEnd state, const std::optional<WordsInLanguage>& reason = {});

// What is on record below `size` of why the letter ended: the newest words, nothing if none were given or
// they were taken down.
std::optional<letter::PublicDocument> end_reason(Instance instance, const PublishedLetter& letter,
                                                 TreeSize size);

// Closes the letters whose date and whose last epoch are over, which nobody has closed: their keys and tags
// would otherwise stay as long as the organisers forget them.
void end_overdue(Instance instance, LetterKeys& keys, const Letters& letters);

// Takes a signature down. Its text is deleted at once.
Result<void> take_down(Instance instance, const PublishedLetter& letter, EntryIndex index,
                       ledger::TakedownReason reason);

}  // namespace ruban::service
