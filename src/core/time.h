// SPDX-License-Identifier: AGPL-3.0-or-later
// UTC time as the record writes it: instants to the second, and the minutes of entries.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/result.h"

namespace ruban {

using Instant = std::chrono::sys_seconds;

// Where the time comes from. Pure rooms take an Instant as a value instead.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

// The minute that `at` lies in.
Instant floor_to_minute(Instant at);

// "2018-06-19T14:00Z", the only form of a time in an entry (protocol.md A.2). Years 0001 to 9999.
std::string format_minute(Instant at);
Result<Instant> parse_minute(std::string_view text);

// "2018-06-19T14:00:00Z", RFC 3339. Reading takes any offset, and rounds fractions of a second down.
std::string format_rfc3339(Instant at);
Result<Instant> parse_rfc3339(std::string_view text);

}  // namespace ruban
