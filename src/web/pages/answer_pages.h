// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages on which a letter's recipient answers: the link's code, the form, how it will stand, and that it
// stands.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "web/pages/layout.h"
#include "web/pages/statement.h"

namespace ruban::web {

struct AnswerCodePage {
  Layout layout;
  LetterHead head;
  FormState form;  // field: code
  std::string domain;
  std::string code;  // as typed
};
std::string render(const AnswerCodePage& page, i18n::Lang lang);

struct AnswerFields {
  std::string title, text;
  std::map<int, std::string> said;  // by demand
};

struct AnswerPage {
  Layout layout;
  LetterHead head;
  FormState form;  // fields: title, text, said-N, name, role; of the translation title-2, text-2, said-2-N
  std::string domain;
  std::string code;
  std::optional<std::uint64_t> corrects;  // number of the answer that is said anew
  struct Demand {
    int number = 1;
    std::string text;
  };
  std::vector<Demand> demands;
  letter::Language language = letter::Language::en;  // of the answer
  AnswerFields words, translation;
  std::string name, role;
  int line = 0, line_of_translation = 0;  // of the Markdown, where something is wrong
};
std::string render(const AnswerPage& page, i18n::Lang lang);

struct AnswerPreviewPage {
  Layout layout;
  LetterHead head;
  FormState form;
  std::vector<StatementOnPage> statements;  // one a language, each a draft
};
std::string render(const AnswerPreviewPage& page, i18n::Lang lang);

struct AnsweredPage {
  Layout layout;
  LetterHead head;
  std::uint64_t number = 1;         // of the answer
  std::optional<EntryIndex> index;  // of its entry, once it has a place
  Hash document;
};
std::string render(const AnsweredPage& page, i18n::Lang lang);

}  // namespace ruban::web
