// SPDX-License-Identifier: AGPL-3.0-or-later
// Decode: the bytes of a page in whatever encoding as UTF-8, by the rules of the WHATWG's Encoding standard.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ruban::capture {

// The name by which ICU knows the encoding that pages call `label`; nothing if there is no such label. Labels
// in whatever letters, with spaces around them.
std::optional<std::string> encoding_of(std::string_view label);

// The encoding of a page: its byte order mark, else `charset` (what the server said), else what its own first
// 1,024 bytes say if it `has_markup`, else UTF-8 if it is that, else windows-1252. As a name for decode().
std::string find_encoding(std::string_view bytes, std::string_view charset, bool has_markup);

// UTF-8 without a byte order mark, line ends as \n. What doesn't belong into the encoding becomes U+FFFD.
std::string decode(std::string_view bytes, const std::string& encoding);

}  // namespace ruban::capture
