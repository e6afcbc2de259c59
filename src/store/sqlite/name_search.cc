// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/name_search.h"

#include <algorithm>
#include <cmath>

#include "store/sqlite/signature_row.h"
#include "store/sqlite/words.h"

namespace ruban::store::sqlite {
namespace {

// No UTF-8 text holds this byte, so it is beyond every word that begins with `word`.
Bytes end_of_range(const std::string& word) { return to_bytes(word + '\xff'); }

}  // namespace

NameSearch::NameSearch(Connection& db, EntryIndex letter, std::vector<std::string> words,
                       std::size_t frequent)
    : db_(db), letter_(letter), frequent_(frequent), words_(std::move(words)) {
  if (words_.size() > kMostWords) words_.resize(kMostWords);
  std::erase(words_, "");
  if (words_.empty()) return;
  std::vector<std::pair<std::size_t, std::string>> counted;
  for (auto& word : words_) {
    const auto found = frequency(word);
    counted.emplace_back(found, std::move(word));
  }
  std::sort(counted.begin(), counted.end());
  all_are_frequent_ = counted.front().first >= frequent_;
  std::transform(counted.begin(), counted.end(), words_.begin(), [](auto& c) { return std::move(c.second); });
}

std::size_t NameSearch::frequent_among(std::uint64_t names) {
  constexpr double kPage = 100;  // names that are looked for
  return static_cast<std::size_t>(std::sqrt(kPage * static_cast<double>(names)));
}

std::size_t NameSearch::frequency(const std::string& word) {
  auto q = db_.query(
      "SELECT count(*) FROM (SELECT 1 FROM name_word WHERE letter = ? AND word >= ? AND word < ? LIMIT ?)",
      letter_, as_bytes(word), end_of_range(word), frequent_);
  CHECK(q.step());
  return q.number(0);
}

std::vector<EntryIndex> NameSearch::candidates(EntryIndex from, TreeSize size) {
  std::vector<EntryIndex> out;
  auto q = db_.query(
      "SELECT idx FROM name_word WHERE letter = ? AND word >= ? AND word < ? AND idx >= ? AND idx < ?",
      letter_, as_bytes(words_.front()), end_of_range(words_.front()), from, size);
  while (q.step()) out.push_back(q.number(0));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool NameSearch::fit(std::string_view joined) const {
  const auto name = split_words(joined);
  return std::all_of(words_.begin(), words_.end(), [&](const auto& word) {
    return std::any_of(name.begin(), name.end(), [&](const auto& part) { return part.starts_with(word); });
  });
}

bool NameSearch::fits(EntryIndex index) {
  if (words_.size() == 1) return true;
  auto q = db_.query("SELECT words FROM payload WHERE idx = ? AND erased = 0", index);
  return q.step() && fit(q.text(0));
}

void NameSearch::add(std::vector<SignatureRow>& out, EntryIndex index, TreeSize size) {
  auto row = signature_row(db_, letter_, index, size);
  if (row && row->payload) out.push_back(*std::move(row));
}

void NameSearch::find_in_candidates(std::vector<SignatureRow>& out, EntryIndex from, std::size_t limit,
                                    TreeSize size) {
  for (auto index : candidates(from, size)) {
    if (out.size() == limit) return;
    if (fits(index)) add(out, index, size);
  }
}

void NameSearch::find_in_names(std::vector<SignatureRow>& out, EntryIndex from, std::size_t limit,
                               TreeSize size) {
  auto q = db_.query(
      "SELECT idx, words FROM payload WHERE letter = ? AND erased = 0 AND idx >= ? AND idx < ? ORDER BY idx",
      letter_, from, size);
  while (out.size() < limit && q.step()) {
    if (fit(q.text(1))) add(out, q.number(0), size);
  }
}

std::vector<SignatureRow> NameSearch::find(EntryIndex from, std::size_t limit, TreeSize size) {
  std::vector<SignatureRow> out;
  if (words_.empty()) return out;
  if (all_are_frequent_)
    find_in_names(out, from, limit, size);
  else
    find_in_candidates(out, from, limit, size);
  return out;
}

}  // namespace ruban::store::sqlite
