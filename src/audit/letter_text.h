// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a letter as its server serves it, held against the letter's entry in the record.
#pragma once

#include "audit/source.h"
#include "ledger/entry.h"
#include "letter/folder.h"
#include "letter/letter.h"

namespace ruban::audit {

struct LetterText {
  letter::Folder folder;
  letter::Letter letter;
};

// Kind::not_found if it isn't there; Kind::conflict if it isn't the entry's, or says other things than the
// entry. The message is a whole sentence, a key for translation.
Result<LetterText> fetch_letter_text(Source& source, const ledger::LetterEntry& entry);

}  // namespace ruban::audit
