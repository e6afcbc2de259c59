// SPDX-License-Identifier: AGPL-3.0-or-later
// Feed: what happened to a letter, as Atom (RFC 4287).
#pragma once

#include <string>
#include <vector>

#include "web/pages/event.h"
#include "web/pages/layout.h"

namespace ruban::web {

struct Feed {
  std::string origin;               // "https://ruban.example.org"
  std::string title;                // of the letter
  LetterPlace place;                // with its version
  std::vector<LetterEvent> events;  // newest first
};

std::string render(const Feed& feed, i18n::Lang lang);

}  // namespace ruban::web
