// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/keep_pledge.h"

#include "service/pledge.h"
#include "service/uploaded_key.h"
#include "signature/seed.h"
#include "signature/statement.h"

namespace ruban::service {
namespace {

Result<void> check_letter(const PublishedLetter& letter) {
  if (letter.row.end && *letter.row.end != ledger::LetterEnd::closed)
    return fail(Kind::gone, "This letter was withdrawn or removed.");
  if (!letter.letter.pledge) return fail(Kind::not_found, "This letter carries no pledge.");
  return {};
}

// What the record says against it.
Result<void> check_signature(Instance instance, const PublishedLetter& letter,
                             const store::SignatureRow& row) {
  if (row.mode != ledger::Mode::named) {
    return fail(
        Kind::forbidden,
        "A signature without a name doesn’t say that its pledge is kept: the day on which somebody did "
        "it could name them.",
        "entry");
  }
  if (row.state != store::SignatureState::valid) {
    return fail(Kind::not_found,
                "This signature was withdrawn or taken down, so it can’t say that its pledge is kept.",
                "entry");
  }
  if (row.kept)
    return fail(Kind::conflict, "The record says already that this signature’s pledge is kept.", "entry");
  const auto committed = instance.store.record().last_checkpoint();
  const auto standing = pledge_standing(instance, letter, committed ? committed->size : 0);
  if (standing->cause == letter::PledgeStanding::Cause::met) {
    return fail(Kind::conflict, "What the letter demands is met, so nothing of the pledge is due.", "entry");
  }
  if (!standing->due()) {
    return fail(
        Kind::conflict,
        "The pledge isn’t due yet: its day hasn’t come, and no demand that it hangs on stands at refused "
        "or broken.",
        "entry");
  }
  return {};
}

// Of a key file and the letter: the key's signature, whatever became of it.
Result<store::SignatureRow> signature_of(Instance instance, const PublishedLetter& letter,
                                         const signature::KeyFile& file) {
  auto& signatures = instance.store.signatures();
  const auto index = signatures.index_of(letter.id(), signature::signing_key(file.seed).public_key());
  auto row = index ? signatures.signature(letter.id(), *index) : std::nullopt;
  if (!row) return fail(Kind::not_found, "The record holds no signature of this key.", "key_file");
  return *std::move(row);
}

}  // namespace

Result<EntryIndex> keep_pledge(Instance instance, const PublishedLetter& letter, const std::string& lines) {
  TRY(check_letter(letter));
  const auto entry = ledger::with_time(lines, letter.entry.opens);
  if (!entry) return tl::unexpected(Error{Kind::invalid, entry.error().message, "entry"});
  const auto* kept = std::get_if<ledger::KeptEntry>(&*entry);
  if (kept == nullptr || kept->letter != letter.id())
    return fail(Kind::invalid, "This doesn’t say that the pledge of this letter is kept.", "entry");
  const auto row = instance.store.signatures().signature(letter.id(), kept->index);
  if (!row) return fail(Kind::not_found, "There is no such signature.", "entry");
  if (row->key != kept->key || !signature::statement_verifies(*kept))
    return fail(Kind::invalid, "Only the key of a signature says that its pledge is kept.", "entry");
  TRY(check_signature(instance, letter, *row));
  const auto work = [&](store::LetterTransaction& tx) -> Result<void> {
    auto queued = tx.enqueue(lines);
    if (!queued && queued.error().kind != Kind::conflict) return queued;  // the same lines wait already
    return {};
  };
  TRY(instance.store.signatures().in_letter(letter.id(), work));
  return kept->index;
}

Result<store::SignatureRow> may_keep_pledge(Instance instance, const PublishedLetter& letter,
                                            const std::string& key_file) {
  TRY(check_letter(letter));
  const auto file = TRY(read_uploaded_key(instance, letter, key_file));
  auto row = TRY(signature_of(instance, letter, file));
  TRY(check_signature(instance, letter, row));
  return row;
}

Result<EntryIndex> keep_pledge_with(Instance instance, const PublishedLetter& letter,
                                    const std::string& key_file) {
  const auto file = TRY(read_uploaded_key(instance, letter, key_file));
  const auto row = TRY(signature_of(instance, letter, file));
  return keep_pledge(instance, letter,
                     ledger::without_time(signature::kept_statement(signature::signing_key(file.seed),
                                                                    letter.id(), row.index)));
}

}  // namespace ruban::service
