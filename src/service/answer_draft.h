// SPDX-License-Identifier: AGPL-3.0-or-later
// An answer while its recipient writes it: kept like a visit, in a box that only the browser's cookie opens.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "letter/language.h"
#include "service/visit.h"

namespace ruban::service {

// In one language, as typed.
struct AnswerWords {
  std::string title;
  std::string text;                 // Markdown
  std::map<int, std::string> said;  // by demand; one sentence or nothing
  bool is_empty() const;
};

struct AnswerDraft {
  std::string code;  // of the link
  letter::Language language = letter::Language::en;
  AnswerWords words;
  AnswerWords translation;       // into the other language; may be empty
  std::string name, role;        // who answers
  std::optional<Hash> document;  // once it was put on record
};

// Writing takes longer than signing does.
inline constexpr std::chrono::hours kDraftLife{24};

Bytes seal_draft(Instance instance, const VisitKeys& keys, const AnswerDraft& draft);
void keep_draft(Instance instance, const VisitKeys& keys, const AnswerDraft& draft);
// Kind::gone if there is none, or its day is over.
Result<AnswerDraft> open_draft(Instance instance, const VisitKeys& keys);

}  // namespace ruban::service
