// SPDX-License-Identifier: AGPL-3.0-or-later
// StatementsPage: all answers to a letter, with its deliveries, or all news of it.
#pragma once

#include <string>
#include <vector>

#include "web/pages/layout.h"
#include "web/pages/statement.h"

namespace ruban::web {

struct StatementsPage {
  Layout layout;
  LetterHead head;
  letter::DocumentKind kind = letter::DocumentKind::response;  // response or update
  std::vector<StatementOnPage> statements;                     // newest first
};

std::string render(const StatementsPage& page, i18n::Lang lang);

}  // namespace ruban::web
