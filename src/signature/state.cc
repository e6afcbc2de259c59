// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/state.h"

#include <array>
#include <utility>

#include "core/check.h"

namespace ruban::signature {
namespace {

constexpr std::array kStates{State::pending, State::held, State::valid, State::withdrawn, State::taken_down};

}  // namespace

Result<State> after(State state, Act act) {
  const auto impossible = fail(Kind::conflict, "This can't be done with a signature in its present state.");
  switch (state) {
    case State::pending:
      if (act == Act::hold) return State::held;
      if (act == Act::sequence) return State::valid;
      return impossible;
    case State::held:
      if (act == Act::release) return State::pending;
      return impossible;
    case State::valid:
      if (act == Act::withdraw) return State::withdrawn;
      if (act == Act::take_down) return State::taken_down;
      return impossible;
    case State::taken_down:
      if (act == Act::withdraw) return State::withdrawn;
      return impossible;
    case State::withdrawn:
      return impossible;
  }
  CHECK(false && "a state of the five");
  __builtin_unreachable();
}

bool can_be_dropped(State state) { return state == State::pending || state == State::held; }
bool is_counted(State state) { return state == State::valid; }

std::string_view to_text(State state) {
  switch (state) {
    case State::pending:
      return "pending";
    case State::held:
      return "held";
    case State::valid:
      return "valid";
    case State::withdrawn:
      return "withdrawn";
    case State::taken_down:
      return "taken_down";
  }
  CHECK(false && "a state of the five");
  __builtin_unreachable();
}

Result<State> parse_state(std::string_view text) {
  for (const auto state : kStates) {
    if (to_text(state) == text) return state;
  }
  return fail(Kind::invalid, "There is no such state of a signature.", "state");
}

}  // namespace ruban::signature
