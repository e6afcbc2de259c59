// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading a letter's events out of the record, for its page and its history.
#pragma once

#include <string>
#include <vector>

#include "service/statements.h"
#include "web/pages/event.h"
#include "web/site.h"

namespace ruban::web {

// The types of entries that a letter's page and feed tell; the others only its history does.
const std::vector<std::string>& told_events();

std::vector<LetterEvent> read_events(const Site& site, const std::vector<store::Event>& events);

// Marks what only says again what was said before.
void mark_said_again(std::vector<LetterEvent>& events, const std::vector<service::Statement>& said);
// Without translations, which tell a reader of the page nothing new.
void drop_translations(std::vector<LetterEvent>& events);

}  // namespace ruban::web
