// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/words.h"

#include "core/check.h"
#include "i18n/tr.h"

namespace ruban::web {

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

}  // namespace ruban::web
