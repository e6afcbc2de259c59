// SPDX-License-Identifier: AGPL-3.0-or-later
// Every page with invented content: each part of each template is shown by at least one of them.
#pragma once

#include <string>
#include <vector>

#include "i18n/lang.h"
#include "web/pages/letter_page.h"

namespace ruban::web {

struct Sample {
  std::string name;  // "letter-312"
  std::string html;
};

// All pages in a language.
std::vector<Sample> samples(i18n::Lang lang);

// The demonstration's first letter with so many signatures of employees.
LetterPage sample_letter(i18n::Lang lang, std::uint64_t signatures);

}  // namespace ruban::web
