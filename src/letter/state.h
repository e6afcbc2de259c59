// SPDX-License-Identifier: AGPL-3.0-or-later
// The states of a letter and of a demand, and the only moves between them.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "core/result.h"

namespace ruban::letter {

enum class LetterState { draft, open, closed, withdrawn, removed };
inline constexpr std::array kLetterStates{LetterState::draft, LetterState::open, LetterState::closed,
                                          LetterState::withdrawn, LetterState::removed};
std::string_view code(LetterState state);
std::optional<LetterState> parse_letter_state(std::string_view code);

// draft to open; open to closed, withdrawn, removed; closed to withdrawn, removed; withdrawn to removed.
// Kind::conflict for any other move. Returns `to`.
Result<LetterState> move_letter(LetterState from, LetterState to);

enum class DemandState { open, promised, partly_met, met, refused, broken, stalled };
inline constexpr std::array kDemandStates{DemandState::open,   DemandState::promised, DemandState::partly_met,
                                          DemandState::met,    DemandState::refused,  DemandState::broken,
                                          DemandState::stalled};
std::string_view code(DemandState state);
std::optional<DemandState> parse_demand_state(std::string_view code);

// open to promised, partly_met, met, refused, stalled; promised to partly_met, met, broken, stalled;
// partly_met to met, broken, stalled; refused to promised, partly_met, met; stalled to any but open and
// itself; broken to promised, partly_met, met; met to broken. Kind::conflict for any other move. Returns
// `to`.
Result<DemandState> move_demand(DemandState from, DemandState to);

}  // namespace ruban::letter
