// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/count.h"

#include <algorithm>

#include "core/check.h"

namespace ruban::service {
namespace {

// The last tally below `size`, if it is still what `counts` say.
std::optional<EntryIndex> tally_of(Instance instance, const PublishedLetter& letter, TreeSize size,
                                   const std::vector<store::Count>& counts) {
  const auto last = instance.store.letters().latest_events(letter.id(), {"tally"}, 1, size);
  if (last.empty()) return std::nullopt;
  auto entry = ledger::parse_entry(instance.store.record().entries(last.front().index, 1).at(0));
  CHECK(entry && std::holds_alternative<ledger::TallyEntry>(*entry));
  for (const auto& told : std::get<ledger::TallyEntry>(*entry).counts) {
    auto now =
        std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.issuer == told.label; });
    const auto count = now == counts.end() ? store::Count{told.label} : *now;
    if (count != store::Count{told.label, told.named, told.anon, told.withdrawn, told.taken_down})
      return std::nullopt;
  }
  return last.front().index;
}

}  // namespace

LetterCount count_letter(Instance instance, const PublishedLetter& letter,
                         const store::Checkpoint& published) {
  const auto counts = instance.store.signatures().counts(letter.id(), published.size);
  LetterCount out{published.size, published.time, tally_of(instance, letter, published.size, counts), {}};
  for (const auto& signer_class : letter.letter.classes) {
    ClassCount row{signer_class.name, {}, signer_class.denominator};
    for (const auto& issuer : letter.letter.issuers) {
      if (issuer.class_name != signer_class.name) continue;
      row.issuers.push_back(issuer.label);
      for (const auto& count : counts) {
        if (count.issuer != issuer.label) continue;
        row.named += count.named;
        row.anon += count.anon;
        row.withdrawn += count.withdrawn;
        row.taken_down += count.taken_down;
      }
    }
    out.classes.push_back(std::move(row));
  }
  return out;
}

}  // namespace ruban::service
