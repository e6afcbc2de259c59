// SPDX-License-Identifier: AGPL-3.0-or-later
// DeedsPage: words and deeds: for each demand, what was said beside what was done, in the order of time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "letter/state.h"
#include "web/pages/layout.h"
#include "web/pages/statement.h"

namespace ruban::web {

// A word or a deed.
struct Step {
  Instant at;                                // when it was said or done, else when it was put on record
  bool is_word = false;                      // else a deed: the demand moved
  std::optional<letter::DemandState> state;  // of a deed
  std::string text;                          // a sentence in `text_lang`; may be empty
  i18n::Lang text_lang = i18n::Lang::en;
  std::string link;                     // "…/answers#response-1": the whole of it; may be empty
  bool by_recipient = false;            // of a word
  std::optional<std::string> source;    // where it can be read
  std::vector<std::uint64_t> evidence;  // numbers of pieces
  EntryIndex index = 0;
};

struct DemandOnDeeds {
  int number = 0;
  std::string text;
  letter::DemandState state = letter::DemandState::open;
  std::vector<Step> steps;  // oldest first
};

struct DeedsPage {
  Layout layout;
  LetterHead head;
  std::vector<DemandOnDeeds> demands;
};

std::string render(const DeedsPage& page, i18n::Lang lang);

}  // namespace ruban::web
