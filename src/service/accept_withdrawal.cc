// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/accept_withdrawal.h"

#include "service/epochs.h"
#include "service/subscription_of.h"
#include "signature/statement.h"

namespace ruban::service {

Result<Acceptance> AcceptWithdrawal::operator()(const PublishedLetter& letter, const std::string& lines) {
  const auto entry = ledger::with_time(lines, letter.entry.opens);
  if (!entry) return tl::unexpected(Error{Kind::invalid, entry.error().message, "entry"});
  // The entry that waits, whole: nobody knows it but who has made it.
  if (const auto* sign = std::get_if<ledger::SignEntry>(&*entry)) {
    if (instance_.anonymous == nullptr || sign->letter != letter.id())
      return fail(Kind::not_found, "This signature doesn’t wait here.", "entry");
    TRY(instance_.anonymous->cancel(lines));
    return Acceptance{};
  }
  const auto* withdraw = std::get_if<ledger::WithdrawEntry>(&*entry);
  if (withdraw == nullptr || withdraw->letter != letter.id())
    return fail(Kind::invalid, "This isn’t a withdrawal from this letter.", "entry");
  const auto row = instance_.store.signatures().signature(letter.id(), withdraw->index);
  if (!row) return fail(Kind::not_found, "There is no such signature.", "entry");
  if (row->key != withdraw->key || !signature::statement_verifies(*withdraw))
    return fail(Kind::invalid, "Only the key of a signature withdraws it.", "entry");
  if (row->state != store::SignatureState::valid) return Acceptance{};  // it has gone already

  if (row->mode == ledger::Mode::anon) {
    if (instance_.anonymous == nullptr)
      return fail(Kind::busy, "This server can’t keep anonymous withdrawals at this moment.");
    TRY(instance_.anonymous->add({letter.id(), withdraw->key, {}, false, lines}));
    return Acceptance{end_of_epoch(letter.entry, instance_.clock.now())};
  }
  const auto news = subscription_of(instance_, letter, withdraw->index);
  const auto work = [&](store::LetterTransaction& tx) -> Result<void> {
    auto queued = tx.enqueue(lines);
    if (!queued && queued.error().kind != Kind::conflict) return queued;  // the same lines wait already
    if (tx.erase(withdraw->index))
      TRY(tx.enqueue(ledger::without_time(ledger::EraseEntry{letter.id(), withdraw->index, {}})));
    if (news) tx.unsubscribe(*news);
    return {};
  };
  TRY(instance_.store.signatures().in_letter(letter.id(), work));
  return Acceptance{};
}

}  // namespace ruban::service
