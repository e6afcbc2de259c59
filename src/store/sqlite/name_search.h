// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds signatures by the beginnings of words of a name.
#pragma once

#include "store/signature_store.h"
#include "store/sqlite/connection.h"

namespace ruban::store::sqlite {

class NameSearch {
 public:
  // `letter`: its place in the record. Words are folded. What stands in `frequent` names or more is looked
  // for in the names one after the other: soon some are found, while the list of all would be long.
  NameSearch(Connection& db, EntryIndex letter, std::vector<std::string> words, std::size_t frequent);

  // Standing named ones from index `from` on, below `size`, ascending.
  std::vector<SignatureRow> find(EntryIndex from, std::size_t limit, TreeSize size);

  static constexpr std::size_t kMostWords = 5;
  // How many make a word frequent among so many names: then both ways take about as long.
  static std::size_t frequent_among(std::uint64_t names);

 private:
  std::size_t frequency(const std::string& word);
  std::vector<EntryIndex> candidates(EntryIndex from, TreeSize size);
  bool fits(EntryIndex index);
  // All of the words begin one of the name's, `joined` as the column has them.
  bool fit(std::string_view joined) const;
  void find_in_candidates(std::vector<SignatureRow>& out, EntryIndex from, std::size_t limit, TreeSize size);
  void find_in_names(std::vector<SignatureRow>& out, EntryIndex from, std::size_t limit, TreeSize size);
  void add(std::vector<SignatureRow>& out, EntryIndex index, TreeSize size);

  Connection& db_;
  EntryIndex letter_;
  const std::size_t frequent_;
  std::vector<std::string> words_;  // the rarest first
  bool all_are_frequent_ = false;
};

}  // namespace ruban::store::sqlite
