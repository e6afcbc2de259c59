// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/spoken.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "core/utf8.h"
#include "letter/code.h"
#include "letter/folder.h"

namespace ruban::letter {
namespace {

// Words that one language uses in every sentence and the others never.
constexpr auto kEnglish = std::to_array<std::string_view>(
    {"the", "and", "of", "to", "that", "with", "this", "we", "for", "is", "are", "it"});
constexpr auto kFrench = std::to_array<std::string_view>(
    {"le", "la", "les", "des", "et", "une", "du", "que", "qui", "nous", "vous", "pour"});

std::span<const std::string_view> small_words(Language language) {
  switch (language) {
    case Language::en:
      return kEnglish;
    case Language::fr:
      return kFrench;
  }
  unknown_value();
}

}  // namespace

std::optional<Language> spoken_language(const Document& document) {
  const auto words = search_words(plain_text(document), kMaxFileBytes);
  const auto heard = [&](Language language) {
    const auto small = small_words(language);
    return std::ranges::count_if(
        words, [&](std::string_view word) { return std::ranges::find(small, word) != small.end(); });
  };
  for (const auto language : kLanguages) {
    const auto own = heard(language);
    if (own < 20) continue;
    const bool clear = std::ranges::all_of(
        kLanguages, [&](Language other) { return other == language || heard(other) * 5 <= own; });
    if (clear) return language;
  }
  return std::nullopt;
}

}  // namespace ruban::letter
