// SPDX-License-Identifier: AGPL-3.0-or-later
// The bytes that a file of a letter may consist of, and how what somebody typed is quoted in a fault.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "letter/fault.h"

namespace ruban::letter {

// Adds a fault for each reason why `content` isn't UTF-8 of at most kMaxFileBytes, without a byte order mark,
// in lines that end with LF, hold no control, invisible or bidirectional characters beside the tab, and end
// with one. Returns true if it can be parsed: no fault, or only a missing end.
bool check_plain_lines(std::string_view content, std::string_view file, std::vector<Fault>& faults);

// `text` on one line, harmless on a terminal: forbidden characters become "?", and more than
// `max_code_points` are cut with "…".
std::string printable(std::string_view text, std::size_t max_code_points = 60);

// The same in double quotes.
std::string in_quotes(std::string_view text);

}  // namespace ruban::letter
