// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/state.h"

#include <algorithm>
#include <initializer_list>

#include "letter/code.h"

namespace ruban::letter {
namespace {

template <class State>
bool one_of(State state, std::initializer_list<State> states) {
  return std::ranges::find(states, state) != states.end();
}

bool may_move(LetterState from, LetterState to) {
  using enum LetterState;
  switch (from) {
    case draft:
      return to == open;
    case open:
      return one_of(to, {closed, withdrawn, removed});
    case closed:
      return one_of(to, {withdrawn, removed});
    case withdrawn:
      return to == removed;
    case removed:
      return false;
  }
  unknown_value();
}

bool may_move(DemandState from, DemandState to) {
  using enum DemandState;
  switch (from) {
    case open:
      return one_of(to, {promised, partly_met, met, refused, stalled});
    case promised:
      return one_of(to, {partly_met, met, broken, stalled});
    case partly_met:
      return one_of(to, {met, broken, stalled});
    case refused:
      return one_of(to, {promised, partly_met, met});
    case stalled:
      return one_of(to, {promised, partly_met, met, refused, broken});
    case broken:
      return one_of(to, {promised, partly_met, met});
    case met:
      return to == broken;
  }
  unknown_value();
}

}  // namespace

std::string_view code(LetterState state) {
  using enum LetterState;
  switch (state) {
    case draft:
      return "draft";
    case open:
      return "open";
    case closed:
      return "closed";
    case withdrawn:
      return "withdrawn";
    case removed:
      return "removed";
  }
  unknown_value();
}

std::string_view code(DemandState state) {
  using enum DemandState;
  switch (state) {
    case open:
      return "open";
    case promised:
      return "promised";
    case partly_met:
      return "partly_met";
    case met:
      return "met";
    case refused:
      return "refused";
    case broken:
      return "broken";
    case stalled:
      return "stalled";
  }
  unknown_value();
}

std::optional<LetterState> parse_letter_state(std::string_view text) {
  return find_by_code(kLetterStates, text);
}
std::optional<DemandState> parse_demand_state(std::string_view text) {
  return find_by_code(kDemandStates, text);
}

Result<LetterState> move_letter(LetterState from, LetterState to) {
  if (!may_move(from, to))
    return fail(Kind::conflict, "A letter can't move from its state to this one.", "state");
  return to;
}

Result<DemandState> move_demand(DemandState from, DemandState to) {
  if (!may_move(from, to))
    return fail(Kind::conflict, "A demand can't move from its state to this one.", "state");
  return to;
}

}  // namespace ruban::letter
