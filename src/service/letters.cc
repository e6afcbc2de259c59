// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/letters.h"

#include "letter/check.h"
#include "store/failure.h"

namespace ruban::service {

letter::LetterState PublishedLetter::state(Instant now) const {
  using letter::LetterState;
  if (row.end) {
    switch (*row.end) {
      case ledger::LetterEnd::closed:
        return LetterState::closed;
      case ledger::LetterEnd::withdrawn:
        return LetterState::withdrawn;
      case ledger::LetterEnd::removed:
        return LetterState::removed;
    }
  }
  if (row.replaced_by || (letter.closes && *letter.closes <= now)) return LetterState::closed;
  return now < letter.opens ? LetterState::draft : LetterState::open;
}

Result<void> PublishedLetter::accepts_signatures(Instant now) const {
  if (row.replaced_by) {
    return fail(Kind::conflict, "A newer version has replaced this letter. Please sign that one.");
  }
  switch (state(now)) {
    case letter::LetterState::draft:
      return fail(Kind::conflict, "This letter isn’t open for signatures yet.");
    case letter::LetterState::open:
      break;
    case letter::LetterState::closed:
      return fail(Kind::conflict, "This letter is closed. It takes no more signatures.");
    case letter::LetterState::withdrawn:
      return fail(Kind::gone, "The organisers have withdrawn this letter.");
    case letter::LetterState::removed:
      return fail(Kind::gone, "This letter was removed.");
  }
  if (row.issuing_closed) {
    return fail(Kind::conflict,
                "This server was restored from a backup, so this version takes no more signatures.");
  }
  return {};
}

void Letters::refresh() {
  std::vector<LetterPointer> fresh;
  const auto known = all();
  for (auto& row : store_.letters().letters()) {
    auto same = std::find_if(known.begin(), known.end(), [&](const auto& k) { return k->id() == row.id; });
    if (same != known.end()) {
      auto copy = std::make_shared<PublishedLetter>(**same);
      copy->row = std::move(row);
      fresh.push_back(std::move(copy));
      continue;
    }
    letter::Folder folder;
    for (auto& [name, bytes] : store_.letters().files(row.slug, row.version))
      folder.files.emplace(name, bytes);
    auto checked = letter::check(folder);
    auto texts = store_.record().entries(row.index, 1);
    // Both were checked before they were published.
    if (!checked.letter || texts.size() != 1) throw store::Broken("a letter lacks its folder or its entry");
    auto entry = ledger::parse_entry(texts.front());
    if (!entry || !std::holds_alternative<ledger::LetterEntry>(*entry))
      throw store::Broken("the entry of a letter isn't one");
    fresh.push_back(std::make_shared<PublishedLetter>(PublishedLetter{
        std::move(row), *std::move(checked.letter), std::get<ledger::LetterEntry>(*std::move(entry))}));
  }
  std::lock_guard lock(mutex_);
  letters_ = std::move(fresh);
}

std::vector<LetterPointer> Letters::all() const {
  std::lock_guard lock(mutex_);
  return letters_;
}

Result<LetterPointer> Letters::find(const LetterId& id) const {
  std::lock_guard lock(mutex_);
  for (const auto& letter : letters_) {
    if (letter->id() == id) return letter;
  }
  return fail(Kind::not_found, "There is no such letter here.");
}

Result<LetterPointer> Letters::find(std::string_view slug, std::optional<std::uint64_t> version) const {
  std::lock_guard lock(mutex_);
  LetterPointer found;
  for (const auto& letter : letters_) {
    if (letter->row.slug != slug) continue;
    if (version ? letter->row.version == *version : !found || letter->row.version > found->row.version)
      found = letter;
  }
  if (!found) return fail(Kind::not_found, "There is no such letter here.");
  return found;
}

}  // namespace ruban::service
