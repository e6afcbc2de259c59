// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/end_letter.h"

#include "ledger/entry.h"
#include "service/subscription_of.h"

namespace ruban::service {

Result<void> end_letter(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                        ledger::LetterEnd state) {
  const bool removes = state == ledger::LetterEnd::removed && letter.row.end != state;
  if (letter.row.end && !removes) return fail(Kind::conflict, "This letter has ended already.");
  // The keys go first: an entry that says they are destroyed must never be wrong. A crash in between leaves a
  // letter that issues nothing, and a command to repeat.
  keys.destroy(letter);
  return instance.store.signatures().in_letter(letter.id(), [&](store::LetterTransaction& tx) {
    return tx.enqueue(ledger::without_time(ledger::EndEntry{letter.id(), state, true, std::nullopt, {}}));
  });
}

void end_overdue(Instance instance, LetterKeys& keys, const Letters& letters) {
  const auto now = instance.clock.now();
  for (const auto& letter : letters.all()) {
    const auto& rules = letter->entry;
    if (letter->row.end_index || !rules.closes || now <= *rules.closes + rules.epoch) continue;
    // Kind::conflict: it waits for its place in the record already.
    (void)end_letter(instance, keys, *letter, ledger::LetterEnd::closed);
  }
}

Result<void> take_down(Instance instance, const PublishedLetter& letter, EntryIndex index,
                       ledger::TakedownReason reason) {
  auto row = instance.store.signatures().signature(letter.id(), index);
  if (!row) return fail(Kind::not_found, "This letter has no signature of that number.");
  if (row->state != store::SignatureState::valid)
    return fail(Kind::conflict, "This signature doesn’t stand any more.");
  const auto news = subscription_of(instance, letter, index);
  return instance.store.signatures().in_letter(
      letter.id(), [&](store::LetterTransaction& tx) -> Result<void> {
        if (news) tx.unsubscribe(*news);
        TRY(tx.enqueue(ledger::without_time(ledger::TakedownEntry{letter.id(), index, reason, {}})));
        if (!tx.erase(index)) return {};
        return tx.enqueue(ledger::without_time(ledger::EraseEntry{letter.id(), index, {}}));
      });
}

}  // namespace ruban::service
