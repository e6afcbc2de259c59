// SPDX-License-Identifier: AGPL-3.0-or-later
// The recipient's own answer to a letter: checked field by field, and put on record with its link used up.
#pragma once

#include <vector>

#include "service/answer_draft.h"
#include "service/put_on_record.h"
#include "service/recipient_links.h"

namespace ruban::service {

struct AnswerFaults {
  // Fields are those of the draft: "title", "text", "said-1", "name"; of the translation "title-2", "text-2",
  // "said-2-1".
  std::vector<Error> errors;
  // In which line of the Markdown the first fault is; 0 if there is none.
  int line = 0, line_of_translation = 0;
};

// What would be put on record. Of a correction, the languages in which something was changed.
tl::expected<ForTheRecord, AnswerFaults> check_answer(Instance instance, const PublishedLetter& letter,
                                                      const store::RecipientLink& link,
                                                      const AnswerDraft& draft);

// One language of it as pages will show it.
letter::PublicDocument document_of_answer(const ForTheRecord& answer, const WordsInLanguage& words);

// The answer that this link corrects, as it stands, to be changed; an empty draft otherwise.
AnswerDraft draft_for(Instance instance, const PublishedLetter& letter, const store::RecipientLink& link,
                      letter::Language language);

// Durable when it returns, with the link used up and the draft kept as answered, all of it or nothing; in the
// record with the next publication. Kind::gone if the link was used, replaced or has expired meanwhile; the
// first document's hash otherwise.
Result<Hash> answer_letter(Instance instance, const PublishedLetter& letter, const VisitKeys& keys,
                           AnswerDraft draft);

}  // namespace ruban::service
