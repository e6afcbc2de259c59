// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/words.h"

#include "core/check.h"
#include "i18n/format.h"
#include "i18n/tr.h"

namespace ruban::web {

i18n::Lang lang_of(letter::Language language) {
  return language == letter::Language::fr ? i18n::Lang::fr : i18n::Lang::en;
}

std::string demand_state_word(letter::DemandState state, i18n::Lang lang) {
  using letter::DemandState;
  switch (state) {
    case DemandState::open:
      return i18n::tr_context(lang, "demand", "no answer yet");
    case DemandState::promised:
      return i18n::tr_context(lang, "demand", "promised");
    case DemandState::partly_met:
      return i18n::tr_context(lang, "demand", "partly met");
    case DemandState::met:
      return i18n::tr_context(lang, "demand", "met");
    case DemandState::refused:
      return i18n::tr_context(lang, "demand", "refused");
    case DemandState::broken:
      return i18n::tr_context(lang, "demand", "promised, and broken");
    case DemandState::stalled:
      return i18n::tr_context(lang, "demand", "stalled");
  }
  CHECK(false);
}

std::string demand_state_word(letter::DemandState state, bool was_answered, i18n::Lang lang) {
  if (was_answered && state == letter::DemandState::open)
    return i18n::tr_context(lang, "demand", "answered; nothing done yet");
  return demand_state_word(state, lang);
}

std::string class_count_words(std::uint64_t count, std::string_view label, i18n::Lang lang) {
  return i18n::tr_context(lang, "so many of a class", "{count} {class}",
                          {{"count", i18n::format_number(lang, count)}, {"class", label}});
}

// A list of French counts has colons in it, so its parts are set off by more than commas.
std::string class_counts_words(const std::vector<std::string>& counts, i18n::Lang lang) {
  if (lang == i18n::Lang::en) return i18n::format_list(lang, counts);
  std::string out;
  for (const auto& count : counts) {
    if (!out.empty()) out += "\u202F; ";
    out += count;
  }
  return out;
}

}  // namespace ruban::web
