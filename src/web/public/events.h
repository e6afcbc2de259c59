// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading a letter's events out of the record, for its page and its history.
#pragma once

#include <vector>

#include "web/pages/event.h"
#include "web/site.h"

namespace ruban::web {

std::vector<LetterEvent> read_events(const Site& site, const std::vector<store::Event>& events);

}  // namespace ruban::web
