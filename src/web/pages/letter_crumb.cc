// SPDX-License-Identifier: AGPL-3.0-or-later
#include "templates/letter_crumb.varnames.h"
#include "web/pages/sheet.h"

namespace ruban::web {

std::string recipient_line(const LetterHead& head) {
  std::string line;
  for (const auto* part : {&head.recipient, &head.recipient_role, &head.organisation}) {
    if (part->empty()) continue;
    if (!line.empty()) line += ", ";
    line += *part;
  }
  return line;
}

void add_crumb(ctemplate::TemplateDictionary& body, const ctemplate::StaticTemplateString& place,
               const LetterHead& head, i18n::Lang lang) {
  auto* crumb = body.AddIncludeDictionary(place);
  crumb->SetFilename("letter_crumb");
  set(*crumb, klc_LETTER, letter_path(lang, head.place));
  set(*crumb, klc_LETTER_TITLE, head.title);
  set(*crumb, klc_TEXT_LANG, i18n::tag(head.text_lang));
  if (const auto line = recipient_line(head); !line.empty()) {
    set(*crumb->AddSectionDictionary(klc_IF_RECIPIENT), klc_RECIPIENT, line);
  }
}

}  // namespace ruban::web
