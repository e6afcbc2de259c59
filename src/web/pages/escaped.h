// SPDX-License-Identifier: AGPL-3.0-or-later
// Text in HTML, where tags are written by hand.
#pragma once

#include <string>
#include <string_view>

namespace ruban::web {

// For text and for attributes in double quotes.
std::string escaped(std::string_view text);

}  // namespace ruban::web
