// SPDX-License-Identifier: AGPL-3.0-or-later
// The words for states of the domain that several pages say.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "i18n/lang.h"
#include "letter/language.h"
#include "letter/state.h"

namespace ruban::web {

// The language that a text of a letter is shown in.
i18n::Lang lang_of(letter::Language language);

// "refused": within a sentence or alone, lower case.
std::string demand_state_word(letter::DemandState state, i18n::Lang lang);

// The same where an answer has said something to the demand, and nothing came of it yet.
std::string demand_state_word(letter::DemandState state, bool was_answered, i18n::Lang lang);

// "312 Employees of Microsoft", "Personnel de Microsoft : 312": a number and the class that it is of.
std::string class_count_words(std::uint64_t count, std::string_view label, i18n::Lang lang);

// Several of them within a sentence.
std::string class_counts_words(const std::vector<std::string>& counts, i18n::Lang lang);

}  // namespace ruban::web
