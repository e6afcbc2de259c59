// SPDX-License-Identifier: AGPL-3.0-or-later
// A statement for the press: its text, kept beside the record and erasable, to which a `quote` entry commits.
#pragma once

#include <string>
#include <string_view>

#include "signature/signer_name.h"

namespace ruban::signature {

inline constexpr std::size_t kMaxQuote = std::size_t{16} * 1024;  // bytes of the text

// The one encoding of docs/formats/payload.md. What is said keeps the rules of a comment.
std::string format_quote(const Comment& said);
// Reads only what format_quote() writes. Faults are on the field "payload", or "comment".
Result<Comment> parse_quote(std::string_view text);

}  // namespace ruban::signature
