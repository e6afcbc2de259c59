// SPDX-License-Identifier: AGPL-3.0-or-later
// QuotePage: where a signatory leaves a statement for the press, with the key of the signature.
#pragma once

#include <string>

#include "web/pages/layout.h"

namespace ruban::web {

struct QuotePage {
  Layout layout;
  LetterHead head;
  std::string slug;
  std::uint64_t version = 1;
  LetterId letter;
  EntryIndex index = 0;  // of the letter's entry
  std::string policy;    // as /log/policy answers it
};
std::string render(const QuotePage& page, i18n::Lang lang);

}  // namespace ruban::web
