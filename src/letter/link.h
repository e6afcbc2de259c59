// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a letter's links may lead: web addresses with a plain host, and mail addresses.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace ruban::letter {

// https:, http: or mailto: with its scheme in small letters and everything outside printable ASCII as %
// escapes. Refused: any other scheme, addresses relative to the page or its scheme ("/x", "//host"), user
// names before the host, hosts that aren't ASCII, spaces, backslashes, control characters, and mail addresses
// with headers ("?bcc="). The message says what to write instead.
Result<std::string> link_address(std::string_view written);

}  // namespace ruban::letter
