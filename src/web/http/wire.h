// SPDX-License-Identifier: AGPL-3.0-or-later
// How a Response goes over the wire: its head as text, and whether the reader has this version already.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "web/http/response.h"

namespace ruban::web {

// Header lines, each with its line break, from Content-Type to the last of the security block. Not among
// them: the status line and Date, which are the I/O thread's, Connection, and the empty line that ends the
// head. `length`: of the body that this answer has, or would have for a GET; left out of a 204 or 304.
// `gzipped`: Content-Encoding is said and the ETag gets its "-gz".
std::string head_of(const Response& response, std::size_t length, bool gzipped);
// The same for a 304 of it.
std::string not_modified_head_of(const Response& response, bool gzipped);

// Whether If-None-Match (RFC 9110 13.1.2), compared weakly, names that ETag or its compressed twin. `etag` is
// without quotes; an empty one is never named.
bool has_version(std::string_view if_none_match, std::string_view etag);

// The ETag of a body: 16 hex digits of its SHA-256.
std::string etag_of(std::string_view body);

// Whether a compressed form of this may be sent: public (a personal page holds secrets next to what others
// chose, see BREACH), of a text type and long enough to gain.
bool may_compress(const Response& response);

}  // namespace ruban::web
