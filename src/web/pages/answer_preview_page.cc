// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/tr.h"
#include "templates/answer_preview.varnames.h"
#include "web/pages/answer_pages.h"
#include "web/pages/sheet.h"

namespace ruban::web {

std::string render(const AnswerPreviewPage& page, i18n::Lang lang) {
  Sheet sheet(
      page.layout,
      {.title = i18n::tr(lang, "This is how your answer will stand"), .failed = !page.form.errors.empty()},
      "answer_preview", lang);
  auto& body = sheet.body();
  add_crumb(body, kap_CRUMB, page.head, lang);
  add_errors(body, kap_ERRORS, page.form, {}, lang);
  for (const auto& one : page.statements)
    add_statement(*body.AddSectionDictionary(kap_EACH), kap_STATEMENT, one, page.layout.path, lang);
  set(body, kap_ACTION, letter_path(lang, page.head.place, "/answer/preview"));
  set(body, kap_CSRF, page.form.csrf);
  return sheet.html();
}

}  // namespace ruban::web
