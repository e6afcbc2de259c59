// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/epochs.h"

#include <iterator>

namespace ruban::service {
namespace {

constexpr std::size_t kMostWaiting = 1000;  // of a letter: its epoch ends early

std::int64_t number_of(const ledger::LetterEntry& letter, Instant now) {
  return now.time_since_epoch() / letter.epoch;
}

}  // namespace

Instant end_of_epoch(const ledger::LetterEntry& letter, Instant now) {
  return Instant((number_of(letter, now) + 1) * std::chrono::seconds(letter.epoch));
}

Ripe ripen(const ledger::LetterEntry& letter, std::vector<store::Pooled> waiting, bool last) {
  std::map<std::string, std::uint64_t> signatures;
  for (const auto& w : waiting) {
    if (!w.withdraws()) ++signatures[w.issuer];
  }
  Ripe out;
  for (auto& w : waiting) {
    const bool enough = w.withdraws() || signatures[w.issuer] >= letter.min_batch;
    if (enough || (last && !w.drop_if_few))
      out.published.push_back(std::move(w));
    else if (last)
      out.dropped.push_back(std::move(w));
  }
  return out;
}

bool Epochs::has_ended(const PublishedLetter& letter, std::size_t waiting, Instant now) {
  const auto number = number_of(letter.entry, now);
  const auto [known, is_new] = current_.emplace(letter.id(), number);
  if (is_new) return false;
  return number > known->second || waiting >= kMostWaiting;
}

void Epochs::passed(const PublishedLetter& letter, Instant now) {
  current_[letter.id()] = number_of(letter.entry, now);
}

}  // namespace ruban::service
