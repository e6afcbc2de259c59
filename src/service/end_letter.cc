// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/end_letter.h"

#include <algorithm>

#include "crypto/sha256.h"
#include "ledger/entry.h"
#include "service/document_row.h"
#include "service/subscription_of.h"

namespace ruban::service {
namespace {

Result<store::NewDocument> document_of(const WordsInLanguage& reason) {
  letter::PublicDocument document;
  document.kind = letter::DocumentKind::end;
  document.language = reason.language;
  document.title = reason.title;
  document.markdown = reason.markdown;
  std::vector<letter::Fault> faults;
  auto row = document_row(document, faults);
  if (!row)
    return fail(Kind::invalid, "A reason is one line of at most 160 characters, without control characters.",
                "reason");
  return row;
}

}  // namespace

Result<void> end_letter(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                        ledger::LetterEnd state, const std::optional<WordsInLanguage>& reason) {
  std::optional<store::NewDocument> document;
  if (reason) document = TRY(document_of(*reason));
  const bool removes = state == ledger::LetterEnd::removed && letter.row.end != state;
  if (letter.row.end && !removes) return fail(Kind::conflict, "This letter has ended already.");
  // The keys go first: an entry that says they are destroyed must never be wrong. A crash in between leaves a
  // letter that issues nothing, and a command to repeat.
  keys.destroy(letter);
  return instance.store.signatures().in_letter(letter.id(), [&](store::LetterTransaction& tx) {
    ledger::EndEntry entry{letter.id(), state, true, std::nullopt, {}};
    if (!document) return tx.enqueue(ledger::without_time(entry));
    entry.doc_sha256 = crypto::sha256(document->text);
    document->lines = ledger::without_time(entry);
    // Closed and removed for the same reason: the words are there already.
    const auto rows = tx.documents(document->type);
    const bool known =
        std::ranges::any_of(rows, [&](const auto& row) { return row.sha256 == entry.doc_sha256; });
    return known ? tx.enqueue(document->lines) : tx.keep_document(*document);
  });
}

std::optional<letter::PublicDocument> end_reason(Instance instance, const PublishedLetter& letter,
                                                 TreeSize size) {
  std::optional<letter::PublicDocument> out;
  for (const auto& one : statements(instance, letter.id(), size)) {
    if (one.kind == letter::DocumentKind::end) out = one.in(one.original).document;
  }
  return out;
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
