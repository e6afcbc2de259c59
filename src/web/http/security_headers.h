// SPDX-License-Identifier: AGPL-3.0-or-later
// The block of security and caching headers that each kind of response carries.
#pragma once

#include <string_view>

#include "web/http/response.h"

namespace ruban::web {

// Lines "Name: value\r\n". Every one has X-Content-Type-Options, Referrer-Policy,
// Cross-Origin-Resource-Policy, a Content-Security-Policy and Cache-Control.
std::string_view security_headers(Surface surface);

// Whether anybody may get the same bytes: such a response may be compressed and cached.
bool is_public(Surface surface);

}  // namespace ruban::web
