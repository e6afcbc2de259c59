// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads letter.toml into a Letter that still lacks its documents.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "letter/fault.h"
#include "letter/letter.h"

namespace ruban::letter {

struct LetterToml {
  std::optional<Letter> letter;  // set if there was no fault
  std::vector<Language>
      languages;  // known as soon as that key can be read, so that the texts can be checked too
};

// `text` has passed check_plain_lines().
LetterToml read_letter_toml(std::string_view text, std::vector<Fault>& faults);

}  // namespace ruban::letter
