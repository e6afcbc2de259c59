// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/event.h"

#include "i18n/format.h"
#include "i18n/tr.h"
#include "web/pages/words.h"

namespace ruban::web {
namespace {

using i18n::Lang;
using i18n::tr;
using i18n::tr_plural;

std::string takedown_reason(std::string_view code, Lang lang) {
  if (code == "owner") return tr(lang, "at its owner’s request");
  if (code == "court") return tr(lang, "by order of a court");
  if (code == "abuse") return tr(lang, "for abuse");
  if (code == "test") return tr(lang, "since it was a test");
  return std::string(code);
}

std::string end_sentence(std::string_view state, Lang lang) {
  if (state == "closed") return tr(lang, "The letter was closed to signatures.");
  if (state == "withdrawn") return tr(lang, "The organisers withdrew the letter.");
  return tr(lang, "The letter was removed.");
}

// Of what was said already; empty for everything else.
std::string said_again(const LetterEvent& event, const std::string& number, Lang lang) {
  const auto one = [&](std::string corrected, std::string translated) {
    return event.corrects ? corrected : translated;
  };
  if (!event.corrects && !event.translates) return {};
  if (event.type == "response") {
    return one(tr(lang, "Answer no. {number} was corrected.", {{"number", number}}),
               tr(lang, "Answer no. {number} was translated.", {{"number", number}}));
  }
  if (event.type == "demand") {
    return one(tr(lang, "What was said of demand {number} was corrected.", {{"number", number}}),
               tr(lang, "What was said of demand {number} was translated.", {{"number", number}}));
  }
  if (event.type == "update") {
    return one(tr(lang, "News no. {number} was corrected.", {{"number", number}}),
               tr(lang, "News no. {number} was translated.", {{"number", number}}));
  }
  if (event.type == "evidence") {
    return one(tr(lang, "What was said of evidence no. {number} was corrected.", {{"number", number}}),
               tr(lang, "What was said of evidence no. {number} was translated.", {{"number", number}}));
  }
  return one(tr(lang, "What was said of delivery no. {number} was corrected.", {{"number", number}}),
             tr(lang, "What was said of delivery no. {number} was translated.", {{"number", number}}));
}

}  // namespace

std::string event_sentence(const LetterEvent& event, Lang lang) {
  const std::string number = i18n::format_number(lang, event.number);
  const std::string_view type = event.type;
  if (auto again = said_again(event, number, lang); !again.empty()) return again;
  if (type == "letter")
    return tr(lang, "Version {number} of the letter was published.", {{"number", number}});
  if (type == "sign") return tr(lang, "A signature was recorded.");
  if (type == "withdraw") {
    return tr(lang, "Signature no. {number} was withdrawn by its signatory.", {{"number", number}});
  }
  if (type == "takedown") {
    return tr(lang, "Signature no. {number} was taken down {reason}.",
              {{"number", number}, {"reason", takedown_reason(event.word, lang)}});
  }
  if (type == "erase")
    return tr(lang, "The text of signature no. {number} was erased.", {{"number", number}});
  if (type == "issued") {
    return tr_plural(lang, "{count} right to sign has been issued for “{label}”.",
                     "{count} rights to sign have been issued for “{label}”.", event.number,
                     {{"label", event.word}});
  }
  if (type == "tally") {
    return tr_plural(lang, "The signatures within the first entry were counted.",
                     "The signatures within the first {count} entries were counted.", event.number);
  }
  if (type == "response") {
    return event.word == "recipient"
               ? tr(lang, "Answer no. {number}, by the recipient, was put on record.", {{"number", number}})
               : tr(lang, "Answer no. {number}, handed in by the organisers, was put on record.",
                    {{"number", number}});
  }
  if (type == "demand") {
    const auto state = letter::parse_demand_state(event.word);
    return tr(lang, "Demand {number} is now: {state}.",
              {{"number", number}, {"state", state ? demand_state_word(*state, lang) : event.word}});
  }
  if (type == "update") return tr(lang, "News no. {number} was published.", {{"number", number}});
  if (type == "evidence") return tr(lang, "Evidence no. {number} was put on record.", {{"number", number}});
  if (type == "delivery") return tr(lang, "The letter was delivered (no. {number}).", {{"number", number}});
  if (type == "kept") {
    return tr(lang, "The signatory of no. {number} says: I have done what the pledge asked.",
              {{"number", number}});
  }
  if (type == "quote") {
    return tr(lang, "The signatory of no. {number} made a statement for the press.", {{"number", number}});
  }
  if (type == "end") return end_sentence(event.word, lang);
  if (type == "client") return tr(lang, "A new client program was published.");
  return tr(lang, "An entry of the kind “{type}”.", {{"type", type}});
}

}  // namespace ruban::web
