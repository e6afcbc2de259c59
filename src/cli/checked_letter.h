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

// Of a record's origin.
using FindPolicy = std::function<Result<FoundPolicy>(const std::string& origin)>;

// Fetches and checks, showing progress. Fails with whatever isn't as it must be: the checkpoint's signature
// and witnesses, the letter's place, an earlier letter of the same name, another text, another id.
Result<CheckedLetter> check_letter(const LetterQuestion& question, audit::Source& source,
                                   const FindPolicy& find_policy, Terminal& terminal);

// What a signer should have read: title, recipient, demands, text, and what the checks have shown.
std::string to_text(const CheckedLetter& letter, letter::Language language);

}  // namespace ruban::cli
