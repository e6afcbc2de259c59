// SPDX-License-Identifier: AGPL-3.0-or-later
// Applies effects to the tables that derive from the record: letters, events, signatures, counts, payloads,
// words, client releases.
#pragma once

#include <map>
#include <unordered_map>

#include "store/effect.h"
#include "store/signature_store.h"
#include "store/sqlite/connection.h"

namespace ruban::store::sqlite {

// The letter's place in the record, by which all tables know it.
std::optional<EntryIndex> place_of(Connection& db, const LetterId& letter);

// Writes zeros over payload, salt, owner's tag and words, and deletes the search words. False if there was
// nothing.
bool erase_payload(Connection& db, EntryIndex letter, EntryIndex signature);

// Within a transaction. Effects come by index.
class Derived {
 public:
  explicit Derived(Connection& db) : db_(db) {}

  void apply(const Effect& effect);
  // Writes the tallies that changed since the last time, as of `size`.
  void write_counts(TreeSize size);

 private:
  void apply(const LetterOpened& effect);
  void apply(const SignatureCounted& effect);
  void apply(const SignatureWithdrawn& effect);
  void apply(const SignatureTakenDown& effect);
  void apply(const SignatureErased& effect);
  void apply(const SignatureKept& effect);
  void apply(const LetterEnded& effect);
  void apply(const QuotePublished& effect);
  void apply(const DocumentPublished& effect);
  void apply(const EventRecorded& effect);
  void apply(const ClientReleased& effect);

  EntryIndex place(const LetterId& letter);
  Count& count(EntryIndex letter, const std::string& issuer);
  void take_payload(EntryIndex letter, const SignatureCounted& effect);
  void forget_who_may_sign(EntryIndex letter);

  struct Tally {
    Count count;
    bool changed = false;
  };
  Connection& db_;
  std::unordered_map<LetterId, EntryIndex> places_;
  std::map<std::pair<EntryIndex, std::string>, Tally> tallies_;
};

// The index of the entry that the effect is of.
EntryIndex index_of(const Effect& effect);

}  // namespace ruban::store::sqlite
