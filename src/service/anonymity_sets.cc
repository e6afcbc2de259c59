// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/anonymity_sets.h"

#include <algorithm>

#include "service/epochs.h"

namespace ruban::service {
namespace {

// Too small rather than too large: whoever has withdrawn counts as named.
std::uint64_t people(store::Store& store, const LetterId& letter, std::string_view issuer) {
  std::uint64_t issued = 0, named = 0;
  for (const auto& [label, total] : store.signatures().issued(letter)) {
    if (label == issuer) issued = total;
  }
  const auto last = store.record().last_checkpoint();
  for (const auto& c : store.signatures().counts(letter, last ? last->size : 0)) {
    if (c.issuer == issuer) named = c.named + c.withdrawn + c.taken_down;
  }
  return issued > named ? issued - named : 0;
}

}  // namespace

std::uint64_t coarse(std::uint64_t exact, std::uint64_t least) {
  if (exact < least) return 0;
  const std::uint64_t step = exact < 50 ? 10 : 50;
  return std::max(exact / step * step, least);
}

std::uint64_t AnonymitySets::at_least(const PublishedLetter& letter, std::string_view issuer) {
  if (instance_.anonymous == nullptr || !letter.entry.allows(ledger::Mode::anon)) return 0;
  const auto now = instance_.clock.now();
  const std::lock_guard lock(mutex_);
  auto& told = told_[{letter.id(), std::string(issuer)}];
  if (told.until <= now) {
    told.at_least = coarse(people(instance_.store, letter.id(), issuer),
                           static_cast<std::uint64_t>(letter.letter.privacy.min_issued));
    told.until = end_of_epoch(letter.entry, now);
  }
  return told.at_least;
}

}  // namespace ruban::service
