// SPDX-License-Identifier: AGPL-3.0-or-later
// UnsubscribePage: where a subscriber ends the news of a letter with one press, and what it says then.
#pragma once

#include <string>

#include "web/pages/layout.h"

namespace ruban::web {

struct UnsubscribePage {
  Layout layout;
  std::string letter;  // its title; empty if it isn't shown any more
  i18n::Lang letter_lang = i18n::Lang::fr;
  std::string action;  // where the press goes
  bool done = false;
};
std::string render(const UnsubscribePage& page, i18n::Lang lang);

}  // namespace ruban::web
