// SPDX-License-Identifier: AGPL-3.0-or-later
// The words for states of the domain that several pages say.
#pragma once

#include <string>

#include "i18n/lang.h"
#include "letter/state.h"

namespace ruban::web {

// "refused": within a sentence or alone, lower case.
std::string demand_state_word(letter::DemandState state, i18n::Lang lang);

// The same where an answer has said something to the demand, and nothing came of it yet.
std::string demand_state_word(letter::DemandState state, bool was_answered, i18n::Lang lang);

}  // namespace ruban::web
