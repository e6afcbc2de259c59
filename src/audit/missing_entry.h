// SPDX-License-Identifier: AGPL-3.0-or-later
// MissingEntry: looks for a finished `sign` entry in a record that should hold it, and judges whether it
// would count there, by the rules of every audit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "audit/recount.h"

namespace ruban::audit {

class MissingEntry {
 public:
  // `text` is the entry with an `epoch` of its signer's: by when it should have been there. Kind::invalid
  // unless it is a whole `sign` entry.
  static Result<MissingEntry> parse(std::string text);

  // The entries of the record in order, all of them.
  void look(std::string_view entry);

  struct Answer {
    std::optional<EntryIndex> index;            // where the record holds it, whatever its `epoch` there
    std::optional<ledger::LetterEntry> letter;  // empty: the record knows no such letter
    // Why it doesn't count where it stands, or wouldn't at the end of what was read; if the letter ended, at
    // its end.
    std::optional<Reason> fault;
    std::optional<Instant> ended;  // when the letter did
    std::optional<Instant> last;   // time of the last entry that was read
  };
  // Of what was read so far.
  Answer answer() const;

  const ledger::SignEntry& entry() const { return entry_; }

 private:
  MissingEntry(std::string text, ledger::SignEntry entry);
  bool bears_on_it(std::string_view entry) const;
  std::optional<Reason> fault_after(Recount recount) const;

  std::string text_;
  std::string lines_;  // without `epoch`
  std::string key_line_;
  ledger::SignEntry entry_;
  // Over those entries alone that bear on it: letters, ends, and signatures by its key.
  Recount recount_;
  TreeSize size_ = 0;  // of what was read
  std::optional<EntryIndex> index_;
  std::optional<Reason> fault_;  // where it stands, or at the letter's end
  std::optional<Instant> ended_;
  std::string last_;
};

}  // namespace ruban::audit
