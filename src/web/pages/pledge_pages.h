// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages of a letter's pledge: what it says, whether it is due, who has kept it; and the steps of saying
// so without scripts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "letter/pledge.h"
#include "web/pages/layout.h"

namespace ruban::web {

struct PledgePage {
  Layout layout;
  LetterHead head;
  std::string text;  // of the pledge, in head.text_lang
  std::optional<Instant> due;
  struct Demand {
    int number = 0;
    std::string text;
    letter::DemandState state = letter::DemandState::open;
  };
  std::vector<Demand> demands;  // that it hangs on
  bool names_demands = false;   // false: it hangs on all of the letter's
  letter::PledgeStanding standing;

  struct Class {
    std::string label;
    std::uint64_t kept = 0, named = 0, anon = 0;  // standing
  };
  std::vector<Class> classes;
  struct Signatory {
    SignatoryLine line;  // empty name: erased
    std::string class_label;
    EntryIndex entry = 0;  // by which they said so
    Instant at;
  };
  std::vector<Signatory> signatories;  // who said so last comes first
  bool more = false;                   // there are others

  // What the script needs.
  std::string slug;
  std::uint64_t version = 1;
  LetterId letter;
  EntryIndex index = 0;  // of the letter's entry
  std::string policy;    // as /log/policy answers it
};
std::string render(const PledgePage& page, i18n::Lang lang);

// "31 of 112 who signed with their name say that it is done."
std::string kept_words(std::uint64_t kept, std::uint64_t named, i18n::Lang lang);
// "It is due: demand 1 stands at “refused”."
std::string pledge_standing_words(const letter::PledgeStanding& standing, std::optional<Instant> due,
                                  i18n::Lang lang);

// Without scripts the key file goes to the server, which signs with it.
struct PledgeKeyPage {
  Layout layout;
  LetterHead head;
  FormState form;  // field: key_file
};
std::string render(const PledgeKeyPage& page, i18n::Lang lang);

struct PledgeConfirmPage {
  Layout layout;
  LetterHead head;
  FormState form;
  std::string text;  // of the pledge, in head.text_lang
  EntryIndex number = 0;
  SignatoryLine line;  // empty name: erased
  Instant epoch;
};
std::string render(const PledgeConfirmPage& page, i18n::Lang lang);

struct PledgeDonePage {
  Layout layout;
  LetterHead head;
  EntryIndex number = 0;
  std::optional<EntryIndex> entry;  // once it is published
};
std::string render(const PledgeDonePage& page, i18n::Lang lang);

}  // namespace ruban::web
