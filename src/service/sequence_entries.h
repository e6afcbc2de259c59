// SPDX-License-Identifier: AGPL-3.0-or-later
// Turns what waits into entries: judges each thing once more against the record, and says what it changes.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "service/letters.h"
#include "store/anonymous_pool.h"
#include "store/store.h"

namespace ruban::service {

// The tallies of one letter as they stand with everything committed.
struct Tally {
  std::vector<ledger::TallyCount> counts;  // one per issuer, in the letter's order
  std::optional<Instant> told;             // when the record last said them
  bool moved = false;                      // since then
  std::map<std::string, std::uint64_t> issued_told;
  bool issued_in_full = false;  // the letter has ended, and its last total is told

  ledger::TallyCount& of(std::string_view label);
};
using Tallies = std::map<LetterId, Tally>;

// One batch in the making. The rules are those of docs/formats/record.md, "What is valid": what they would
// not count is dropped here, so that record, pages and audit agree.
class EntrySequence {
 public:
  EntrySequence(store::Store& store, const Letters& letters, Tallies& tallies, TreeSize size, Instant now)
      : store_(store), letters_(letters), tallies_(tallies), size_(size), now_(now) {}

  // Appends the waiting thing as an entry, or drops it; either way its row is done.
  void add(const store::Waiting& waiting);
  // Appends those of an epoch that ended, in the order of SHA-256(entry). What the record holds already, as
  // after a crash, is dropped like everything that would not count.
  void add_anonymous(const std::vector<store::Pooled>& ripe);
  // Appends the tallies that are due: moved, and not told in the minute that `now` lies in.
  void add_tallies();

  store::Batch take() { return std::move(batch_); }
  bool empty() const { return batch_.entries.empty() && batch_.done.empty(); }
  bool touches_letters() const { return touches_letters_; }

 private:
  void keep_in_time(ledger::SignEntry& entry) const;
  void place(const ledger::Entry& entry);
  bool admit(const ledger::Entry& entry, const std::string& text);
  bool admit_letter(const ledger::LetterEntry& entry, const std::string& text);
  bool admit_sign(const ledger::SignEntry& entry, const std::string& text);
  template <class E>
  bool admit_removal(const E& entry, bool by_signer);
  bool admit_erase(const ledger::EraseEntry& entry);
  bool admit_kept(const ledger::KeptEntry& entry);
  bool admit_quote(const ledger::QuoteEntry& entry);
  template <class E>
  bool admit_document(const E& entry);
  bool admit_end(const ledger::EndEntry& entry);
  bool admit_client(const ledger::ClientEntry& entry);
  bool has_ended(const LetterId& letter) const;
  EntryIndex next() const { return size_ + batch_.entries.size(); }
  void append(std::string text) { batch_.entries.push_back(std::move(text)); }
  void tell_result(const LetterId& letter);
  // Of each issuer whose total has grown by `step` since it was told.
  void add_issued(const LetterId& letter, Tally& tally, std::uint64_t step);
  void add_tally(const LetterId& letter, Tally& tally);

  store::Store& store_;
  const Letters& letters_;
  Tallies& tallies_;
  TreeSize size_;
  Instant now_;
  store::Batch batch_;
  std::set<LetterId> ended_, removed_letters_;
  std::set<std::pair<LetterId, EntryIndex>> removed_, kept_;
  std::set<std::pair<LetterId, PublicKey>> signed_;
  std::set<std::pair<std::string, std::uint64_t>> opened_;
  bool touches_letters_ = false;
};

}  // namespace ruban::service
