// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/language.h"

#include "letter/code.h"

namespace ruban::letter {

std::string_view code(Language language) {
  switch (language) {
    case Language::en:
      return "en";
    case Language::fr:
      return "fr";
  }
  unknown_value();
}

std::optional<Language> parse_language(std::string_view text) { return find_by_code(kLanguages, text); }

}  // namespace ruban::letter
