// SPDX-License-Identifier: AGPL-3.0-or-later
// SignaturesPage: all signatories of a letter, a page at a time, and the search by name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/pages/layout.h"

namespace ruban::web {

struct SignatureOnPage {
  EntryIndex index = 0;
  enum class State { named, anonymous, erased, withdrawn, taken_down } state = State::named;
  SignatoryLine line;       // of a named one
  std::string class_label;  // in the plural, as the letter has it
  Instant epoch;            // the minute, or the end of the epoch of an anonymous one
};

struct SignaturesPage {
  Layout layout;
  LetterHead head;
  std::string query;  // what was searched, as typed; empty for the whole list
  std::vector<SignatureOnPage> signatures;
  std::optional<EntryIndex> after;  // this page begins after this entry; absent on the first page
  std::optional<EntryIndex> next;   // there are others: ?after= for the next page
};

std::string render(const SignaturesPage& page, i18n::Lang lang);

}  // namespace ruban::web
