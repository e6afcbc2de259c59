// SPDX-License-Identifier: AGPL-3.0-or-later
// When a pledge is due: when its date has passed, or a demand that it hangs on has failed.
#pragma once

#include <map>
#include <optional>

#include "core/time.h"
#include "letter/letter.h"
#include "letter/state.h"

namespace ruban::letter {

// By number: every demand of the letter.
using DemandStates = std::map<int, DemandState>;

struct PledgeStanding {
  enum class Cause {
    demand_failed,  // due: a demand that it hangs on stands at refused or broken
    date_passed,    // due: its date has passed, and not all that it hangs on is met
    not_yet,
    met,  // every demand that it hangs on is met, so nothing is owed
  };
  Cause cause = Cause::not_yet;
  // With demand_failed: the first that failed, and its state.
  std::optional<int> demand{};
  DemandState state = DemandState::open;

  bool due() const { return cause == Cause::demand_failed || cause == Cause::date_passed; }
  bool operator==(const PledgeStanding&) const = default;
};

// The demands that the pledge hangs on are those it names, or all if it names none. A failed one outweighs
// the date. At the very instant of its date it is due.
PledgeStanding pledge_due(const Pledge& pledge, const DemandStates& demands, Instant now);

// Whether the pledge hangs on this demand.
bool hangs_on(const Pledge& pledge, int demand);

}  // namespace ruban::letter
