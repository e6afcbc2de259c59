// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading what somebody wrote for the record: Markdown under a title, or under a header as documents have it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "letter/public_document.h"

namespace ruban::cli {

// "fr=…" in its language; else all of it in `usual`.
std::pair<letter::Language, std::string> in_language(std::string_view argument, letter::Language usual);

// `text` begins with a line "# Title"; or with a TOML header (title, date, by, source, said) that a line
// "+++" ends. The rest is Markdown. Faults name `file` and its lines.
std::optional<letter::PublicDocument> read_said(std::string_view text, letter::DocumentKind kind,
                                                letter::Language language, std::string_view file,
                                                std::vector<letter::Fault>& faults);

}  // namespace ruban::cli
