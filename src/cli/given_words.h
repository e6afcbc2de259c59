// SPDX-License-Identifier: AGPL-3.0-or-later
// What commands are given to put on record: lines and files, one for each language, and a date.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "service/put_on_record.h"

namespace ruban::cli {

struct GivenWords {
  std::vector<std::string> lines;  // [LANG=]TEXT: a title
  std::vector<std::string> texts;  // [LANG=]FILE, as read_said() takes them
};

// Adds them to `out`, whose kind is known; without LANG= they are in `usual`. A file's header sets date, by
// and source, too.
Result<void> read_words(const GivenWords& given, letter::Language usual, service::ForTheRecord& out,
                        std::vector<letter::Fault>& faults);

// "2018-06-20T15:00Z" or with a zone, of --date.
Result<Instant> given_minute(const std::string& text);

void print_faults(const std::vector<letter::Fault>& faults, Terminal& terminal);

}  // namespace ruban::cli
