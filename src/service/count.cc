// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/count.h"

#include <algorithm>

#include "core/check.h"

namespace ruban::service {
namespace {

// The last tally below `size`, if it is still what `counts` say.
std::optional<EntryIndex> tally_of(Instance instance, const PublishedLetter& letter, TreeSize size,
                                   const std::vector<store::Count>& counts) {
  const auto last = last_tally(instance, letter, size);
  if (!last) return std::nullopt;
  auto entry = ledger::parse_entry(instance.store.record().entries(*last, 1).at(0));
  CHECK(entry && std::holds_alternative<ledger::TallyEntry>(*entry));
  for (const auto& told : std::get<ledger::TallyEntry>(*entry).counts) {
    auto now =
        std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.issuer == told.label; });
    auto count = now == counts.end() ? store::Count{told.label} : *now;
    count.kept = 0;  // tallies don't say it
    if (count != store::Count{told.label, told.named, told.anon, told.withdrawn, told.taken_down})
      return std::nullopt;
  }
  return last;
}

}  // namespace

std::optional<EntryIndex> last_tally(Instance instance, const PublishedLetter& letter, TreeSize size) {
  const auto last = instance.store.letters().latest_events(letter.id(), {"tally"}, 1, size);
  return last.empty() ? std::nullopt : std::optional(last.front().index);
}

Result<store::Checkpoint> checkpoint_at(Instance instance, const PublishedLetter& letter, Instant at) {
  // What was told of an instant doesn't change: nothing is published any more with a date up to the last
  // one's, nor with one that the clock has left behind.
  const auto newest = instance.store.record().published_checkpoint();
  if (at >= instance.clock.now() && (!newest || at > newest->time))
    return fail(Kind::invalid, "This instant lies ahead. Nobody knows the count yet.", "at");
  if (at < letter.entry.opens)
    return fail(Kind::not_found, "The letter wasn’t open at this instant, so there is nothing to count.",
                "at");
  auto published = instance.store.record().published_at(at);
  if (!published || published->size <= letter.row.index)
    return fail(Kind::not_found, "The letter wasn’t public at this instant, so there is nothing to count.",
                "at");
  return *std::move(published);
}

LetterCount count_letter(Instance instance, const PublishedLetter& letter,
                         const store::Checkpoint& published) {
  const auto counts = instance.store.signatures().counts(letter.id(), published.size);
  LetterCount out{published.size, published.time, tally_of(instance, letter, published.size, counts), {}};
  for (const auto& signer_class : letter.letter.classes) {
    ClassCount row{signer_class.name, {}, signer_class.denominator};
    if (letter.letter.pledge) row.kept = 0;
    for (const auto& issuer : letter.letter.issuers) {
      if (issuer.class_name != signer_class.name) continue;
      row.issuers.push_back(issuer.label);
      for (const auto& count : counts) {
        if (count.issuer != issuer.label) continue;
        row.named += count.named;
        row.anon += count.anon;
        row.withdrawn += count.withdrawn;
        row.taken_down += count.taken_down;
        if (row.kept) *row.kept += count.kept;
      }
    }
    out.classes.push_back(std::move(row));
  }
  return out;
}

}  // namespace ruban::service
