// SPDX-License-Identifier: AGPL-3.0-or-later
// LetterPage: a letter, its demands, its count, who stands behind it, and what happened since.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "letter/document.h"
#include "letter/pledge.h"
#include "letter/state.h"
#include "web/pages/event.h"
#include "web/pages/layout.h"
#include "web/pages/ring.h"

namespace ruban::web {

// How many signatories of a class the letter's page prints; the others are one link away.
inline constexpr std::size_t kSignatoriesOnLetter = 320;

struct DemandOnPage {
  int number = 0;
  std::string text;
  letter::DemandState state = letter::DemandState::open;
  // The last word and the last deed, each a sentence; may be empty.
  std::string said{}, done{};
  i18n::Lang said_lang = i18n::Lang::en, done_lang = i18n::Lang::en;
  std::optional<Instant> said_at{}, moved_at{};
};

struct ClassOnPage {
  std::string name;   // "employee"
  std::string label;  // in the plural: "Employees of Microsoft"
  std::optional<std::uint64_t> denominator;
  std::uint64_t named = 0, anon = 0;            // standing at the checkpoint
  std::uint64_t withdrawn = 0, taken_down = 0;  // at the checkpoint
  std::uint64_t kept = 0;                       // of `named`, who say that the pledge is kept
  std::vector<RingMark> marks;                  // see Ring::marks
  std::vector<SignatoryLine>
      signatories;    // the first kSignatoriesOnLetter standing named ones that have a text
  bool more = false;  // there are others
};

// Another letter that this one stands with, with its own count: the two are never added up.
struct LetterBeside {
  LetterPlace place;
  std::string title;
  i18n::Lang lang = i18n::Lang::en;                             // of the title
  std::vector<std::pair<std::string, std::uint64_t>> counts{};  // class and who stands in it
};

struct LetterPage {
  Layout layout;  // with a checkpoint
  LetterHead head;
  std::string constituency;  // who may sign, in words
  Instant opens;
  std::optional<Instant> closes;
  std::optional<Instant> ended;  // when the record said so
  std::string end_reason;        // in the words of whoever ended it; may be empty
  i18n::Lang end_reason_lang = i18n::Lang::en;
  std::uint32_t version = 1;
  std::optional<std::uint32_t> follows;      // the version that this one replaces
  std::optional<std::uint32_t> replaced_by;  // the version that replaces this one
  std::vector<DemandOnPage> demands;
  const letter::Document* text = nullptr;  // not owned, never null when rendered
  std::string pledge;                      // may be empty
  std::optional<Instant> pledge_due;
  letter::PledgeStanding pledge_standing;
  bool has_answers = false, has_news = false, has_evidence = false;
  std::vector<LetterBeside> supports, supported_by;
  bool can_sign = true;              // the button is shown
  std::string meant;                 // "?id=HEX" of the link that led here, or empty: to be carried on
  bool issuing_closed = false;       // for good, after a restore
  std::vector<ClassOnPage> classes;  // in the letter's order
  std::vector<LetterEvent> events;   // what happened since, oldest first, without tallies and issued totals
};

std::string render(const LetterPage& page, i18n::Lang lang);

}  // namespace ruban::web
