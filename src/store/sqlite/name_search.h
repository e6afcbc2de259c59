// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds signatures by the beginnings of words of a name.
#pragma once

#include "store/signature_store.h"
#include "store/sqlite/connection.h"

namespace ruban::store::sqlite {

class NameSearch {
 public:
  // `letter`: its place in the record. Words are folded.
  NameSearch(Connection& db, EntryIndex letter, std::vector<std::string> words);

  // Standing named ones from index `from` on, below `size`, ascending.
  std::vector<SignatureRow> find(EntryIndex from, std::size_t limit, TreeSize size);

  static constexpr std::size_t kMostWords = 5;

 private:
  std::size_t frequency(const std::string& word);
  std::vector<EntryIndex> candidates(EntryIndex from, TreeSize size);
  bool fits(EntryIndex index);

  Connection& db_;
  EntryIndex letter_;
  std::vector<std::string> words_;  // the rarest first
};

}  // namespace ruban::store::sqlite
