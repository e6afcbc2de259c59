// SPDX-License-Identifier: AGPL-3.0-or-later
// Asked: whose page is asked for, as far as there is one to be shown.
#pragma once

#include <optional>

#include "web/site.h"

namespace ruban::web {

// The letter, if it is public and wasn't removed.
struct Asked {
  service::LetterPointer letter;
  store::Checkpoint published;
};

// Nothing if there is none, and then `refusal` is the answer.
std::optional<Asked> asked(const Site& site, const Request& request, Response& refusal);

}  // namespace ruban::web
