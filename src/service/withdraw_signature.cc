// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/withdraw_signature.h"

#include <algorithm>

#include "eligibility/email_address.h"
#include "service/accept_withdrawal.h"
#include "service/subscription_of.h"
#include "service/uploaded_key.h"
#include "signature/seed.h"
#include "signature/statement.h"

namespace ruban::service {
Result<std::vector<store::SignatureRow>> WithdrawSignature::find(const PublishedLetter& letter,
                                                                 const Visit& visit) {
  auto& signatures = instance_.store.signatures();
  std::vector<store::SignatureRow> found;
  if (!visit.uploaded_key_file.empty()) {
    auto file = TRY(read_uploaded_key(instance_, letter, visit.uploaded_key_file));
    const auto key = signature::signing_key(file.seed).public_key();
    if (auto index = signatures.index_of(letter.id(), key)) {
      auto row = signatures.signature(letter.id(), *index);
      if (row && row->state == store::SignatureState::valid) found.push_back(*std::move(row));
    }
    return found;
  }
  if (!visit.proved) return fail(Kind::forbidden, "Please type the code from the mail first.");
  const auto address = TRY(eligibility::EmailAddress::parse(visit.email));
  const auto owner = keys_.owner_tag(letter, address);
  if (!owner)
    return fail(Kind::gone,
                "This server can’t tell any more which signatures were made with which address. The key file "
                "of a signature still withdraws it.");
  return signatures.by_owner(letter.id(), *owner);
}

Result<std::optional<Instant>> WithdrawSignature::operator()(const PublishedLetter& letter,
                                                             const Visit& visit,
                                                             const std::vector<EntryIndex>& indexes,
                                                             bool erase) {
  const auto standing = TRY(find(letter, visit));
  for (auto index : indexes) {
    if (std::none_of(standing.begin(), standing.end(), [&](const auto& row) { return row.index == index; })) {
      return fail(Kind::not_found, "There is no such signature of yours.");
    }
  }
  if (indexes.empty()) return fail(Kind::invalid, "Please choose what to withdraw.");
  std::optional<signature::KeyFile> file;
  if (!visit.uploaded_key_file.empty())
    file = TRY(read_uploaded_key(instance_, letter, visit.uploaded_key_file));
  if (file && standing.front().mode == ledger::Mode::anon) {
    const auto lines = ledger::without_time(signature::withdraw_statement(
        signature::signing_key(file->seed), letter.id(), standing.front().index));
    const auto accepted = TRY(AcceptWithdrawal(instance_)(letter, lines));
    return accepted.until;
  }

  std::vector<store::SubscriberTag> news;  // who leaves hears no more of it
  for (const auto index : indexes) {
    if (const auto one = subscription_of(instance_, letter, index)) news.push_back(*one);
  }
  const auto work = [&](store::LetterTransaction& tx) -> Result<void> {
    for (auto index : indexes) {
      const ledger::Entry entry =
          file ? ledger::Entry(
                     signature::withdraw_statement(signature::signing_key(file->seed), letter.id(), index))
               : ledger::Entry(ledger::TakedownEntry{letter.id(), index, ledger::TakedownReason::owner, {}});
      TRY(tx.enqueue(ledger::without_time(entry)));
      if ((erase || !file) && tx.erase(index)) {
        TRY(tx.enqueue(ledger::without_time(ledger::EraseEntry{letter.id(), index, {}})));
      }
    }
    for (const auto& one : news) tx.unsubscribe(one);
    return {};
  };
  TRY(instance_.store.signatures().in_letter(letter.id(), work));
  if (!file) {  // whatever else stands under this address
    const auto address = TRY(eligibility::EmailAddress::parse(visit.email));
    instance_.store.visits().unsubscribe(letter.id(), address.for_mail());
  }
  return std::nullopt;
}

}  // namespace ruban::service
