// SPDX-License-Identifier: AGPL-3.0-or-later
// VerifyPage: checks a proof file in the reader's browser. The one page that carries a script.
#pragma once

#include <string>

#include "web/pages/layout.h"

namespace ruban::web {

struct VerifyPage {
  Layout layout;
  std::string policy;  // the text of /log/policy
};

std::string render(const VerifyPage& page, i18n::Lang lang);

}  // namespace ruban::web
