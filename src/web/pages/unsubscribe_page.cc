// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/unsubscribe_page.h"

#include "i18n/tr.h"
#include "templates/unsubscribe.varnames.h"
#include "web/pages/sheet.h"

namespace ruban::web {

std::string render(const UnsubscribePage& page, i18n::Lang lang) {
  using i18n::tr;
  const auto title = page.done ? tr(lang, "You get no more news of this letter")
                               : tr(lang, "Get no more news of this letter");
  Sheet sheet(page.layout, {.title = title}, "unsubscribe", lang);
  auto& body = sheet.body();
  if (!page.letter.empty()) {
    auto* letter = body.AddSectionDictionary(ku_IF_LETTER);
    set(*letter, ku_LETTER, page.letter);
    set(*letter, ku_LETTER_LANG, i18n::tag(page.letter_lang));
  }
  if (page.done)
    show_if(body, ku_IF_DONE, true);
  else
    set(*body.AddSectionDictionary(ku_IF_ASK), ku_ACTION, page.action);
  set(body, ku_HOME, path_in(lang, "/"));
  return sheet.html();
}

}  // namespace ruban::web
