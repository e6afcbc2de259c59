// SPDX-License-Identifier: AGPL-3.0-or-later
// LetterEvent: an entry of the record about a letter, in words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/time.h"
#include "i18n/lang.h"

namespace ruban::web {

struct LetterEvent {
  EntryIndex index = 0;
  Hash leaf;
  Instant time;
  std::string type;  // the entry's: "letter", "withdraw", "takedown", "erase", "issued", "tally", "response",
                     // "demand" …
  // The one figure and the one word of the entry that its sentence needs:
  //   letter version | withdraw, takedown, erase, kept, quote: the signature's index | issued total | tally
  //   size | response, demand, update, evidence, delivery: its number
  std::uint64_t number = 0;
  //   takedown reason | issued label | response by | demand state | end state; else empty
  std::string word;
  // response, demand, update, evidence, delivery: says anew, or in another language, what was said before
  bool corrects = false, translates = false;
  // tally: one line per issuer
  struct Count {
    std::string label;
    std::uint64_t named = 0, anon = 0, withdrawn = 0, taken_down = 0;
  };
  std::vector<Count> counts;
};

// "Demand 2 is now: refused."
std::string event_sentence(const LetterEvent& event, i18n::Lang lang);

}  // namespace ruban::web
