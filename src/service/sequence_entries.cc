// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/sequence_entries.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <type_traits>

#include "core/check.h"
#include "crypto/sha256.h"
#include "ledger/merkle.h"

namespace ruban::service {

using ledger::Mode;

ledger::TallyCount& Tally::of(std::string_view label) {
  auto found = std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.label == label; });
  CHECK(found != counts.end());
  return *found;
}

void EntrySequence::add(const store::Waiting& waiting) {
  batch_.done.push_back(waiting.id);
  auto entry = ledger::with_time(waiting.lines, floor_to_minute(now_));
  if (!entry) {
    spdlog::error("a waiting entry is malformed and was dropped: {}", entry.error().message);
    return;
  }
  if (auto* sign = std::get_if<ledger::SignEntry>(&*entry)) keep_in_time(*sign);
  place(*entry);
}

void EntrySequence::add_anonymous(const std::vector<store::Pooled>& ripe) {
  std::map<Hash, ledger::Entry> in_order;
  for (const auto& pooled : ripe) {
    auto entry = ledger::with_time(pooled.lines, floor_to_minute(now_));
    if (!entry) continue;
    if (auto* sign = std::get_if<ledger::SignEntry>(&*entry)) {
      auto& signatures = store_.signatures();
      if (signatures.index_of(sign->letter, sign->key) || signatures.is_waiting(sign->letter, sign->key))
        continue;
      keep_in_time(*sign);
    }
    in_order.emplace(crypto::sha256(as_bytes(ledger::format_entry(*entry))), *std::move(entry));
  }
  for (const auto& [hash, entry] : in_order) place(entry);
}

void EntrySequence::place(const ledger::Entry& entry) {
  auto text = ledger::format_entry(entry);
  if (!admit(entry, text)) {
    spdlog::warn("a waiting {} entry is no longer valid and was dropped", ledger::type_name(entry));
    return;
  }
  const auto index = next();  // after what admit() may have put before it
  const auto letter = ledger::letter_of(entry, ledger::letter_id_of(text));
  if (letter && !std::holds_alternative<ledger::SignEntry>(entry)) {
    batch_.effects.push_back(
        store::EventRecorded{index, *letter, std::string(ledger::type_name(entry)), ledger::time_of(entry)});
  }
  append(std::move(text));
}

// It was accepted while its letter was open. That it had to wait beyond the end, for a disk or a restart,
// doesn't make it void: it gets the last minute that counts.
void EntrySequence::keep_in_time(ledger::SignEntry& entry) const {
  const auto letter = letters_.find(entry.letter);
  if (!letter) return;
  const auto& rules = letter.value()->entry;
  if (rules.closes) entry.epoch = std::min(entry.epoch, floor_to_minute(*rules.closes + rules.epoch));
}

bool EntrySequence::has_ended(const LetterId& letter) const {
  if (ended_.contains(letter)) return true;
  auto found = letters_.find(letter);
  return !found || found.value()->row.end_index.has_value();
}

bool EntrySequence::admit(const ledger::Entry& entry, const std::string& text) {
  return std::visit(
      [&](const auto& e) {
        using E = std::decay_t<decltype(e)>;
        if constexpr (std::is_same_v<E, ledger::LetterEntry>)
          return admit_letter(e, text);
        else if constexpr (std::is_same_v<E, ledger::SignEntry>)
          return admit_sign(e, text);
        else if constexpr (std::is_same_v<E, ledger::WithdrawEntry>)
          return admit_removal(e, true);
        else if constexpr (std::is_same_v<E, ledger::TakedownEntry>)
          return admit_removal(e, false);
        else if constexpr (std::is_same_v<E, ledger::EraseEntry>)
          return admit_erase(e);
        else if constexpr (std::is_same_v<E, ledger::EndEntry>)
          return admit_end(e);
        else if constexpr (std::is_same_v<E, ledger::KeptEntry>)
          return admit_kept(e);
        else if constexpr (std::is_same_v<E, ledger::QuoteEntry>)
          return admit_quote(e);
        else if constexpr (std::is_same_v<E, ledger::ClientEntry>)
          return admit_client(e);
        else if constexpr (std::is_same_v<E, ledger::ResponseEntry> ||
                           std::is_same_v<E, ledger::DemandEntry> ||
                           std::is_same_v<E, ledger::NumberedDocumentEntry>)
          return admit_document(e);
        else
          return true;
      },
      entry);
}

// What may be said was judged in the transaction that kept the document.
template <class E>
bool EntrySequence::admit_document(const E& entry) {
  if (!letters_.find(entry.letter) || removed_letters_.contains(entry.letter)) return false;
  batch_.effects.push_back(store::DocumentPublished{next(), entry.letter, entry.doc_sha256});
  return true;
}

// Whether the pledge is due was asked when it was accepted: what was acknowledged isn't dropped because a
// demand has moved since.
bool EntrySequence::admit_kept(const ledger::KeptEntry& entry) {
  const auto row = store_.signatures().signature(entry.letter, entry.index);
  if (!row || row->state != store::SignatureState::valid || row->key != entry.key ||
      row->mode != Mode::named || row->kept || removed_.contains({entry.letter, entry.index}) ||
      !kept_.emplace(entry.letter, entry.index).second) {
    return false;
  }
  batch_.effects.push_back(store::SignatureKept{next(), entry.letter, entry.index});
  return true;
}

bool EntrySequence::admit_quote(const ledger::QuoteEntry& entry) {
  const auto row = store_.signatures().signature(entry.letter, entry.index);
  if (!row || row->state != store::SignatureState::valid || row->key != entry.key ||
      removed_.contains({entry.letter, entry.index})) {
    return false;
  }
  batch_.effects.push_back(store::QuotePublished{next(), entry.letter, entry.commit});
  return true;
}

bool EntrySequence::admit_letter(const ledger::LetterEntry& entry, const std::string& text) {
  if (letters_.find(entry.slug, entry.version) || !opened_.emplace(entry.slug, entry.version).second)
    return false;
  const auto id = ledger::letter_id_of(text);
  if (entry.follows) tell_result(*entry.follows);
  batch_.effects.push_back(store::LetterOpened{
      next(), id, entry.slug, static_cast<std::uint32_t>(entry.version), entry.follows, entry.time});
  if (entry.follows) ended_.insert(*entry.follows);
  auto& tally = tallies_[id];
  for (const auto& issuer : entry.issuers) tally.counts.push_back({issuer.label, 0, 0, 0, 0});
  touches_letters_ = true;
  return true;
}

bool EntrySequence::admit_sign(const ledger::SignEntry& entry, const std::string& text) {
  auto letter = letters_.find(entry.letter);
  if (!letter || has_ended(entry.letter)) return false;
  const auto& rules = letter.value()->entry;
  if (entry.epoch < rules.opens || (rules.closes && entry.epoch > *rules.closes + rules.epoch)) return false;
  // A key signs once, whichever of two ways it took at the same moment.
  if (!signed_.emplace(entry.letter, entry.key).second ||
      store_.signatures().index_of(entry.letter, entry.key)) {
    return false;
  }
  batch_.effects.push_back(store::SignatureCounted{next(), entry.letter, entry.issuer, entry.mode, entry.via,
                                                   entry.key, entry.epoch,
                                                   ledger::leaf_hash(as_bytes(text))});
  auto& tally = tallies_[entry.letter];
  auto& count = tally.of(entry.issuer);
  ++(entry.mode == Mode::named ? count.named : count.anon);
  tally.moved = true;
  return true;
}

template <class E>
bool EntrySequence::admit_removal(const E& entry, bool by_signer) {
  auto row = store_.signatures().signature(entry.letter, entry.index);
  if (!row || row->state != store::SignatureState::valid) return false;
  if (!removed_.emplace(entry.letter, entry.index).second) return false;
  if constexpr (std::is_same_v<E, ledger::WithdrawEntry>) {
    if (row->key != entry.key) return false;
    batch_.effects.push_back(store::SignatureWithdrawn{next(), entry.letter, entry.index});
  } else {
    batch_.effects.push_back(store::SignatureTakenDown{next(), entry.letter, entry.index});
  }
  auto& tally = tallies_[entry.letter];
  auto& count = tally.of(row->issuer);
  --(row->mode == Mode::named ? count.named : count.anon);
  ++(by_signer ? count.withdrawn : count.taken_down);
  tally.moved = true;
  return true;
}

bool EntrySequence::admit_erase(const ledger::EraseEntry& entry) {
  if (!store_.signatures().signature(entry.letter, entry.index)) return false;
  batch_.effects.push_back(store::SignatureErased{next(), entry.letter, entry.index});
  return true;
}

bool EntrySequence::admit_end(const ledger::EndEntry& entry) {
  auto letter = letters_.find(entry.letter);
  if (!letter) return false;
  const bool has_ended = ended_.contains(entry.letter) || letter.value()->row.end;
  const bool removes = entry.state == ledger::LetterEnd::removed && letter.value()->row.end != entry.state;
  if (has_ended && !(removes && removed_letters_.insert(entry.letter).second)) return false;
  if (!has_ended) tell_result(entry.letter);
  ended_.insert(entry.letter);
  if (entry.doc_sha256) {
    batch_.effects.push_back(store::DocumentPublished{next(), entry.letter, *entry.doc_sha256});
  }
  batch_.effects.push_back(store::LetterEnded{next(), entry.letter, entry.state, entry.time});
  touches_letters_ = true;
  return true;
}

bool EntrySequence::admit_client(const ledger::ClientEntry& entry) {
  batch_.effects.push_back(store::ClientReleased{next(), entry.manifest_sha256});
  return true;
}

// What was counted and issued is told once more, so that the last tally is the letter's result.
void EntrySequence::tell_result(const LetterId& id) {
  const auto letter = letters_.find(id);
  if (!letter) return;
  auto& tally = tallies_[id];
  add_issued(id, tally, 1);
  tally.issued_in_full = true;
  if (tally.moved) add_tally(id, tally);
}

void EntrySequence::add_tallies() {
  // A finer total of credentials than this, beside one mail with a code, would name a person.
  constexpr std::uint64_t kIssuedStep = 50;
  for (const auto& letter : letters_.all()) {
    auto& tally = tallies_[letter->id()];
    if (!tally.issued_in_full && letter->entry.closes && *letter->entry.closes <= now_)
      tell_result(letter->id());
    if (!tally.moved || (tally.told && floor_to_minute(now_) <= *tally.told)) continue;
    add_issued(letter->id(), tally, kIssuedStep);
    add_tally(letter->id(), tally);
  }
}

void EntrySequence::add_issued(const LetterId& letter, Tally& tally, std::uint64_t step) {
  const auto time = floor_to_minute(now_);
  for (const auto& [label, total] : store_.signatures().issued(letter)) {
    auto& told = tally.issued_told[label];
    if (total < told + step) continue;
    batch_.effects.push_back(store::EventRecorded{next(), letter, "issued", time});
    append(ledger::format_entry(ledger::IssuedEntry{letter, label, total, time}));
    told = total;
  }
}

void EntrySequence::add_tally(const LetterId& letter, Tally& tally) {
  const auto time = floor_to_minute(now_);
  batch_.effects.push_back(store::EventRecorded{next(), letter, "tally", time});
  append(ledger::format_entry(ledger::TallyEntry{letter, next(), tally.counts, time}));
  tally.told = time;
  tally.moved = false;
}

}  // namespace ruban::service
