// SPDX-License-Identifier: AGPL-3.0-or-later
// What was said of a letter and done about it, read for its pages.
#pragma once

#include <vector>

#include "service/statements.h"
#include "web/pages/deeds_page.h"
#include "web/pages/statement.h"
#include "web/site.h"

namespace ruban::web {

// Below `size` of the record, with what was taken down.
StatementOnPage on_page(const Site& site, const service::Statement& statement, TreeSize size,
                        i18n::Lang lang);

// For each demand of the letter, in the order of time: what answers said to it, and the states it went
// through.
std::vector<DemandOnDeeds> words_and_deeds(const service::PublishedLetter& letter,
                                           const std::vector<service::Statement>& said,
                                           const LetterPlace& place, i18n::Lang lang);

}  // namespace ruban::web
