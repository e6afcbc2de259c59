// SPDX-License-Identifier: AGPL-3.0-or-later
// gzip (RFC 1952) of a whole body.
#pragma once

#include <string>
#include <string_view>

namespace ruban::web {

// Level 9, no name and no time in it: the same bytes for the same text.
std::string gzip(std::string_view plain);

// Whether gzip is worth trying for that media type.
bool is_compressible(std::string_view content_type);

}  // namespace ruban::web
