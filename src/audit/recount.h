// SPDX-License-Identifier: AGPL-3.0-or-later
// Recount: the state of every letter, from the entries of the record alone. Whoever feeds it the same entries
// gets the same count.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "audit/checked_entry.h"
#include "audit/reason.h"
#include "audit/signature_table.h"
#include "ledger/entry.h"

namespace ruban::audit {

// What became of one entry.
struct Verdict {
  std::optional<Reason> fault;   // empty: the entry is valid
  std::optional<Reason> remark;  // of a valid one

  bool valid() const { return !fault; }
};

// One issuer's part of a letter.
struct IssuerCount {
  std::string label, class_name;
  std::uint64_t named = 0, anon = 0;  // standing
  std::uint64_t withdrawn = 0, taken_down = 0;
  std::uint64_t kept = 0;  // of the standing named ones, those whose signers said that the pledge is kept

  bool operator==(const IssuerCount&) const = default;
};

// A letter as the record knows it so far.
struct LetterRecord {
  LetterId id;
  EntryIndex index = 0;  // of its `letter` entry
  ledger::LetterEntry entry;
  std::optional<ledger::LetterEnd> end;  // closed, when a later version replaced it
  std::optional<EntryIndex>
      end_index;  // of the entry that ended it first: `end`, or the next version's `letter`
  std::optional<LetterId> replaced_by;
  std::vector<std::uint64_t> accepted;  // valid signatures, by issuer in the letter's order
  std::vector<std::uint64_t> issued;    // the last valid `issued` total
  std::map<std::uint64_t, ledger::DemandState>
      demands;                         // the last state of each demand that has a `demand` entry
  std::uint64_t kept = 0, quotes = 0;  // valid entries, whatever became of their signatures
};

// 60 to 80 bytes of memory for each signature. A copy is independent.
class Recount {
 public:
  // Entries come in order, without gaps, from 0 on.
  Verdict add(const CheckedEntry& checked);
  // The same, checking it first.
  Verdict add(std::string_view entry);

  TreeSize size() const { return size_; }

  const std::vector<LetterRecord>& letters() const { return letters_; }  // the valid ones, by index
  const LetterRecord* find(const LetterId& id) const;

  // Counts of a letter over the entries below `at` <= size(), in the order of the letter's issuers; empty if
  // there is no such letter. Takes logarithmic time.
  std::vector<IssuerCount> counts(const LetterId& id, TreeSize at) const;

  // The valid signature at this index, if there is one.
  std::optional<SignatureState> signature(EntryIndex index) const;

  // Everything that wasn't simply valid, in order.
  const std::vector<Finding>& findings() const { return findings_; }
  // Letters that have ended with fewer credentials reported as issued than signatures accepted:
  // issued_too_few, at the entry that ended them. Asked once the record is read, since the last `issued` may
  // follow the end.
  std::vector<Finding> shortfalls() const;

 private:
  class Rules;  // one function for each type of entry

  TreeSize size_ = 0;
  IssuerKeys keys_;  // for add(std::string_view)
  std::vector<LetterRecord> letters_;
  std::unordered_map<LetterId, std::uint32_t> places_;  // in letters_
  std::map<std::pair<std::string, std::uint64_t>, LetterId> versions_;
  std::unordered_set<Hash> issuer_keys_;  // SHA-256 of the SPKIs of the valid letters
  SignatureTable signatures_;
  std::vector<Finding> findings_;
  Instant last_epoch_ = Instant::min(), last_time_ = Instant::min();
};

}  // namespace ruban::audit
