// SPDX-License-Identifier: AGPL-3.0-or-later
// A letter's text as blocks for the press.
#pragma once

#include <vector>

#include "letter/document.h"
#include "press/flow.h"

namespace ruban::press {

inline constexpr Style kTextStyle{Face::serif, 11, 16.2};

// Links are followed by their address, since paper can't be clicked.
std::vector<Block> set_letter(const letter::Document& document, const Typefaces& typefaces, i18n::Lang lang);

}  // namespace ruban::press
