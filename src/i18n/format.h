// SPDX-License-Identifier: AGPL-3.0-or-later
// Dates and numbers as each language writes them. All times are UTC, and say so.
// Inside a date and a number spaces don't break (U+00A0; U+202F groups the digits of a French number).
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/time.h"
#include "i18n/lang.h"

namespace ruban::i18n {

// "vendredi 22 juin 2018 à 14 h 00 UTC", "Friday 22 June 2018 at 14:00 UTC".
std::string format_instant(Lang lang, Instant at);
// "22 juin 2018, 14 h 00 UTC", "22 June 2018, 14:00 UTC": for lists and small type.
std::string format_instant_short(Lang lang, Instant at);
// "vendredi 22 juin 2018", "Friday 22 June 2018".
std::string format_date(Lang lang, Instant at);
// "14 h 00 UTC", "14:00 UTC".
std::string format_time(Lang lang, Instant at);
// "6 103 056", "6,103,056".
std::string format_number(Lang lang, std::uint64_t number);
// "moins d’une minute", "4 minutes", "2 hours"; rounded up to what a person waits for. At most days.
std::string format_duration(Lang lang, std::chrono::seconds duration);
// "a, b et c", "a, b and c".
std::string format_list(Lang lang, const std::vector<std::string>& items);

}  // namespace ruban::i18n
