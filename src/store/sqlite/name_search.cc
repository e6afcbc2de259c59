// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/name_search.h"

#include <algorithm>

#include "store/sqlite/signature_row.h"
#include "store/sqlite/words.h"

namespace ruban::store::sqlite {
namespace {

// Enough to tell a rare word from a frequent one.
constexpr std::size_t kSample = 1000;

// No UTF-8 text holds this byte, so it is beyond every word that begins with `word`.
Bytes end_of_range(const std::string& word) { return to_bytes(word + '\xff'); }

}  // namespace

NameSearch::NameSearch(Connection& db, EntryIndex letter, std::vector<std::string> words)
    : db_(db), letter_(letter), words_(std::move(words)) {
  if (words_.size() > kMostWords) words_.resize(kMostWords);
  std::erase(words_, "");
  if (words_.size() < 2) return;
  std::vector<std::pair<std::size_t, std::string>> counted;
  for (auto& word : words_) {
    const auto found = frequency(word);
    counted.emplace_back(found, std::move(word));
  }
  std::sort(counted.begin(), counted.end());
  std::transform(counted.begin(), counted.end(), words_.begin(), [](auto& c) { return std::move(c.second); });
}

std::size_t NameSearch::frequency(const std::string& word) {
  auto q = db_.query(
      "SELECT count(*) FROM (SELECT 1 FROM name_word WHERE letter = ? AND word >= ? AND word < ? LIMIT ?)",
      letter_, as_bytes(word), end_of_range(word), kSample);
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

bool NameSearch::fits(EntryIndex index) {
  if (words_.size() == 1) return true;
  auto q = db_.query("SELECT words FROM payload WHERE idx = ? AND erased = 0", index);
  if (!q.step()) return false;
  const auto name = split_words(q.text(0));
  return std::all_of(words_.begin(), words_.end(), [&](const auto& word) {
    return std::any_of(name.begin(), name.end(), [&](const auto& part) { return part.starts_with(word); });
  });
}

std::vector<SignatureRow> NameSearch::find(EntryIndex from, std::size_t limit, TreeSize size) {
  std::vector<SignatureRow> out;
  if (words_.empty()) return out;
  for (auto index : candidates(from, size)) {
    if (out.size() == limit) break;
    if (!fits(index)) continue;
    auto row = signature_row(db_, letter_, index, size);
    if (row && row->payload) out.push_back(*std::move(row));
  }
  return out;
}

}  // namespace ruban::store::sqlite
