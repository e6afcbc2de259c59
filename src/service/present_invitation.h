// SPDX-License-Identifier: AGPL-3.0-or-later
// Beginning to sign by an invitation: what was typed is checked and kept with the visit, which is proved by
// the code itself. Whether the code was used before is not looked at here.
#pragma once

#include <vector>

#include "service/letter_keys.h"
#include "service/letters.h"
#include "service/visit.h"

namespace ruban::service {

// Faults by field; none if the visit is kept, and proved. That nobody was given a code is a fault of the
// field "invitation".
std::vector<Error> present_invitation(Instance instance, LetterKeys& keys, const PublishedLetter& letter,
                                      const VisitKeys& visit_keys, const Visit& visit);

}  // namespace ruban::service
