// SPDX-License-Identifier: AGPL-3.0-or-later
// StatementOnPage: what was said of a letter, as pages show it: an answer, news, a demand's reason.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "letter/public_document.h"
#include "web/pages/sheet.h"

namespace ruban::web {

// One wording; `document` is absent if it was taken down.
struct WordingOnPage {
  std::optional<letter::PublicDocument> document;
  Hash sha256;
  Instant time;  // of its entry
  EntryIndex index = 0;
  std::vector<Hash> gone{};  // files that go with it and were taken down
};

struct StatementOnPage {
  letter::DocumentKind kind = letter::DocumentKind::update;
  std::uint64_t number = 1;
  bool by_recipient = false;             // of an answer: the recipient gave it
  std::optional<std::string> domain;     // that they proved
  WordingOnPage now;                     // the newest, in the page's language where there is one
  std::vector<WordingOnPage> before;     // that it corrects, oldest first
  std::vector<letter::Language> others;  // languages in which it stands as well
  letter::Language original = letter::Language::en;
  bool is_draft = false;  // not on record yet: as its writer sees it before
};

// templates/statement.tpl. `others` lead to the same address in that language, at `address` without language.
void add_statement(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
                   const StatementOnPage& statement, const std::string& address, i18n::Lang lang);

// "The recipient answered, from …", "Recorded by the organisers": who vouches for an answer; else empty.
std::string voucher(const StatementOnPage& statement, i18n::Lang lang);

// "answer-1": where a page shows it.
std::string anchor(letter::DocumentKind kind, std::uint64_t number);

// The address of a source without what a reader doesn't need: "mine.example/answer".
std::string short_address(std::string_view address);

}  // namespace ruban::web
