// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages of withdrawing a signature and erasing its text. The code is typed into CodePage.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/pages/layout.h"

namespace ruban::web {

// What the script needs that withdraws in the visitor's own browser.
struct OwnWithdrawing {
  std::string slug;
  std::uint64_t version = 1;
  LetterId letter;
  EntryIndex index = 0;  // of the letter's entry
  std::string policy;    // as /log/policy answers it
};

struct WithdrawPage {
  Layout layout;
  LetterHead head;
  FormState form;  // fields: key_file, email
  std::string email;
  OwnWithdrawing own;
};
std::string render(const WithdrawPage& page, i18n::Lang lang);

struct WithdrawLine {
  EntryIndex index = 0;
  SignatoryLine line;  // empty name: anonymous, or erased already
  Instant epoch;
};

struct WithdrawConfirmPage {
  Layout layout;
  LetterHead head;
  FormState form;
  std::vector<WithdrawLine> signatures;  // what will be withdrawn; none: there is nothing to withdraw
  bool by_key = true;  // false: the address was proved, and the record will say "taken down, by the owner"
};
std::string render(const WithdrawConfirmPage& page, i18n::Lang lang);

struct WithdrawnPage {
  Layout layout;
  LetterHead head;
  std::vector<EntryIndex> numbers;
  bool by_key = true;
  std::optional<Instant> until;  // an anonymous one stops counting then
};
std::string render(const WithdrawnPage& page, i18n::Lang lang);

}  // namespace ruban::web
