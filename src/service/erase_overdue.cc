// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/erase_overdue.h"

#include "core/check.h"
#include "service/statements.h"

namespace ruban::service {
namespace {

// In slices, so that other transactions get their turn.
constexpr std::size_t kSlice = 500;

std::vector<Hash> delivered_files(Instance instance, const LetterId& letter) {
  std::vector<Hash> out;
  for (const auto& said : statements(instance, letter, kEverything)) {
    if (said.kind != letter::DocumentKind::delivery) continue;
    for (const auto& [language, wordings] : said.wordings) {
      for (const auto& wording : wordings) {
        if (!wording.document) continue;
        for (const auto& file : wording.document->attachments) out.push_back(file.sha256);
      }
    }
  }
  return out;
}

}  // namespace

EraseOverdue::EraseOverdue(Instance instance, LetterKeys& keys, std::chrono::days keep)
    : instance_(instance), keys_(keys), keep_(keep) {
  CHECK(keep_ >= std::chrono::days(1));  // what was accepted at the end has its place by then
}

std::size_t EraseOverdue::operator()(const Letters& letters) {
  const auto now = instance_.clock.now();
  std::size_t erased = 0;
  for (const auto& letter : letters.all()) {
    const auto& end = letter->row.end_time;
    if (!end || now < *end + keep_ || done_.contains(letter->id())) continue;
    erased += erase(*letter);
    done_.insert(letter->id());
  }
  return erased;
}

std::size_t EraseOverdue::erase(const PublishedLetter& letter) {
  const auto erased = erase_texts(letter.id());
  instance_.store.mailings().unsubscribe_all(letter.id());
  for (const auto& file : delivered_files(instance_, letter.id()))
    instance_.store.documents().take_down(file);
  keys_.destroy_owners(letter);
  return erased;
}

std::size_t EraseOverdue::erase_texts(const LetterId& letter) {
  std::size_t erased = 0;
  std::optional<EntryIndex> after;
  while (true) {
    const auto rows = instance_.store.signatures().list(letter, after, kSlice, kEverything);
    if (rows.empty()) return erased;
    after = rows.back().index;
    std::size_t in_slice = 0;
    const auto work = [&](store::LetterTransaction& tx) -> Result<void> {
      in_slice = 0;
      for (const auto& row : rows) {
        // Also of one that was withdrawn: its text may lie there, though nobody is shown it.
        if (row.mode != ledger::Mode::named || !tx.erase(row.index)) continue;
        TRY(tx.enqueue(ledger::without_time(ledger::EraseEntry{letter, row.index, {}})));
        ++in_slice;
      }
      return {};
    };
    const auto done = instance_.store.signatures().in_letter(letter, work);
    if (!done) throw std::runtime_error(std::string(done.error().message));
    erased += in_slice;
  }
}

}  // namespace ruban::service
