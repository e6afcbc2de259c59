// SPDX-License-Identifier: AGPL-3.0-or-later
// Invented signatories for sample pages, always the same ones.
#pragma once

#include <cstddef>
#include <vector>

#include "i18n/lang.h"
#include "web/pages/layout.h"
#include "web/pages/ring.h"

namespace ruban::web {

// Among the first ones: a name of 80 characters, an Arabic, a Devanagari and a Vietnamese name.
std::vector<SignatoryLine> sample_people(std::size_t count, i18n::Lang lang);

// Every tenth is anonymous if `with_anonymous`.
std::vector<RingMark> sample_marks(std::size_t count, bool with_anonymous);

}  // namespace ruban::web
