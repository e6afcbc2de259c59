// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/pledge.h"

#include "core/check.h"

namespace ruban::service {
namespace {

// A demand that hasn't moved within so many moves of others is taken as it was at the beginning.
constexpr std::size_t kMostMoves = 1000;

}  // namespace

letter::DemandStates demand_states(Instance instance, const PublishedLetter& letter, TreeSize size) {
  letter::DemandStates out;
  for (const auto& event :
       instance.store.letters().latest_events(letter.id(), {"demand"}, kMostMoves, size)) {
    const auto entry = ledger::parse_entry(instance.store.record().entries(event.index, 1).at(0));
    CHECK(entry && std::holds_alternative<ledger::DemandEntry>(*entry));
    const auto& demand = std::get<ledger::DemandEntry>(*entry);
    const auto state = letter::parse_demand_state(ledger::word(demand.state));
    CHECK(state);
    if (demand.number <= letter.letter.demands.size()) out.emplace(static_cast<int>(demand.number), *state);
    if (out.size() == letter.letter.demands.size()) break;  // newest first: the others are older
  }
  for (const auto& demand : letter.letter.demands) out.emplace(demand.number, letter::DemandState::open);
  return out;
}

std::optional<letter::PledgeStanding> pledge_standing(Instance instance, const PublishedLetter& letter,
                                                      TreeSize size) {
  if (!letter.letter.pledge) return std::nullopt;
  return letter::pledge_due(*letter.letter.pledge, demand_states(instance, letter, size),
                            instance.clock.now());
}

}  // namespace ruban::service
