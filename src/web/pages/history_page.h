// SPDX-License-Identifier: AGPL-3.0-or-later
// HistoryPage: every event of a letter with its entry, leaf hash and time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/pages/event.h"
#include "web/pages/layout.h"

namespace ruban::web {

struct HistoryPage {
  Layout layout;
  LetterHead head;
  std::vector<LetterEvent> events;  // oldest first
  std::optional<EntryIndex> next;   // there are others: ?after=
};

std::string render(const HistoryPage& page, i18n::Lang lang);

}  // namespace ruban::web
