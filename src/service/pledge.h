// SPDX-License-Identifier: AGPL-3.0-or-later
// How the demands and the pledge of a letter stand, by the entries of the record.
#pragma once

#include "letter/pledge.h"
#include "service/instance.h"
#include "service/letters.h"

namespace ruban::service {

// Every demand of the letter with the state that its last entry below `size` gives it; `open` without one.
letter::DemandStates demand_states(Instance instance, const PublishedLetter& letter, TreeSize size);

// Nothing if the letter has no pledge.
std::optional<letter::PledgeStanding> pledge_standing(Instance instance, const PublishedLetter& letter,
                                                      TreeSize size);

}  // namespace ruban::service
