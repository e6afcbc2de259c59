// SPDX-License-Identifier: AGPL-3.0-or-later
// CheckedLetter: a letter of a server that isn't trusted, checked before anything is blinded (protocol.md
// B.4): its text is the record's, and its issuers' keys are those that everybody sees.
#pragma once

#include "audit/letter_text.h"
#include "cli/letter_address.h"
#include "cli/terminal.h"
#include "cli/trust.h"

namespace ruban::cli {

struct CheckedLetter {
  LetterId id;
  EntryIndex index = 0;
  ledger::LetterEntry entry;
  audit::LetterText text;
  ledger::Checkpoint checkpoint;  // that proves it
  Trust trust;
  bool witnessed = false;  // a quorum of witnesses has cosigned that checkpoint within the hour
};

struct LetterQuestion {
  LetterAddress address;
  std::optional<std::filesystem::path> policy;
  bool allow_unwitnessed = false;
};

// Where the server's list of letters (JSON) says that the letter's entry is; believed only once the record
// says the same. Kind::not_found if it isn't in it, Kind::invalid if that is no list.
Result<EntryIndex> place_in_list(const LetterAddress& address, std::string_view list);

// Of a record's origin.
using FindPolicy = std::function<Result<FoundPolicy>(const std::string& origin)>;

// Fetches and checks, showing progress. Fails with whatever isn't as it must be: the checkpoint's signature
// and witnesses, the letter's place, an earlier letter of the same name, another text, another id.
Result<CheckedLetter> check_letter(const LetterQuestion& question, audit::Source& source,
                                   const FindPolicy& find_policy, Terminal& terminal);

// What a signer should have read: title, recipient, demands, text, and what the checks have shown.
std::string to_text(const CheckedLetter& letter, letter::Language language);

}  // namespace ruban::cli
