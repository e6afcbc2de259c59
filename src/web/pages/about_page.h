// SPDX-License-Identifier: AGPL-3.0-or-later
// AboutPage: how Ruban works, and what it can't protect.
#pragma once

#include <string>

#include "web/pages/layout.h"

namespace ruban::web {

struct AboutPage {
  Layout layout;
};

std::string render(const AboutPage& page, i18n::Lang lang);

}  // namespace ruban::web
