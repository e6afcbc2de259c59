// SPDX-License-Identifier: AGPL-3.0-or-later
// What samples of several pages share: the demonstration's first letter.
#pragma once

#include <string>
#include <vector>

#include "letter/letter.h"
#include "web/pages/layout.h"
#include "web/pages/samples/samples.h"

namespace ruban::web {

inline constexpr std::string_view kSlug = "drop-the-ice-contract";

Instant at(std::string_view time);
const letter::Letter& employees();
letter::Language language(i18n::Lang lang);
std::string in(i18n::Lang lang, const letter::LocalText& text);
Layout layout(std::string path, bool listed = true);
Layout letter_layout(std::string_view rest, bool listed = true);
LetterHead head(i18n::Lang lang);

// said.cc: answers, news, words and deeds.
void add_said(std::vector<Sample>& all, i18n::Lang lang);
// answering.cc: the recipient's own answer.
void add_answering(std::vector<Sample>& all, i18n::Lang lang);
// errors.cc: what went wrong, or stands in the way.
void add_errors(std::vector<Sample>& all, i18n::Lang lang);

}  // namespace ruban::web
