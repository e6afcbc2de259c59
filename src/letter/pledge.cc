// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/pledge.h"

#include <algorithm>

namespace ruban::letter {

bool hangs_on(const Pledge& pledge, int demand) {
  return pledge.when_refused.empty() ||
         std::ranges::find(pledge.when_refused, demand) != pledge.when_refused.end();
}

PledgeStanding pledge_due(const Pledge& pledge, const DemandStates& demands, Instant now) {
  using Cause = PledgeStanding::Cause;
  bool any = false, all_met = true;
  for (const auto& [number, state] : demands) {
    if (!hangs_on(pledge, number)) continue;
    if (state == DemandState::refused || state == DemandState::broken)
      return {Cause::demand_failed, number, state};
    any = true;
    all_met = all_met && state == DemandState::met;
  }
  if (any && all_met) return {Cause::met};
  return {pledge.due && *pledge.due <= now ? Cause::date_passed : Cause::not_yet};
}

}  // namespace ruban::letter
