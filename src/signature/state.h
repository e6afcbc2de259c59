// SPDX-License-Identifier: AGPL-3.0-or-later
// What becomes of a signature, from its arrival to its end.
#pragma once

#include <string_view>

#include "core/result.h"

namespace ruban::signature {

// Only the last three are in the record.
enum class State {
  pending,     // durable, waits for its number
  held,        // waits for somebody's decision
  valid,       // in the record, and counted
  withdrawn,   // by the signer
  taken_down,  // by the operator, with a public reason
};

enum class Act {
  hold,       // the operator wants to look at it first
  release,    // the operator has looked
  sequence,   // it gets its place in the record
  withdraw,   // a valid `withdraw` entry
  take_down,  // a `takedown` entry
};

// The state after `act`, or Kind::conflict. An index that is both withdrawn and taken down counts as
// withdrawn, whichever came first.
Result<State> after(State state, Act act);

// What isn't in the record yet may be dropped without a trace.
bool can_be_dropped(State state);
bool is_counted(State state);

// "pending", "held", "valid", "withdrawn", "taken_down".
std::string_view to_text(State state);
Result<State> parse_state(std::string_view text);

}  // namespace ruban::signature
