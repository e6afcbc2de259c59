// SPDX-License-Identifier: AGPL-3.0-or-later
// HomePage: the letters of this instance.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/pages/layout.h"

namespace ruban::web {

struct HomeCount {
  std::string label;  // of the class, in the plural: "Employees of Microsoft"
  std::uint64_t standing = 0;
};

struct HomeLetter {
  LetterHead head;
  Instant published;              // when the record got it
  Instant opens;                  // for signatures; said until then
  std::optional<Instant> closes;  // said while it is open
  std::string begins;             // the text's first words, plain, at most some 240 characters; may be empty
  std::vector<HomeCount> counts;  // by class, in the letter's order
};

struct HomePage {
  Layout layout;
  std::vector<HomeLetter> letters;  // newest first; removed ones and replaced versions left out
};

std::string render(const HomePage& page, i18n::Lang lang);

}  // namespace ruban::web
