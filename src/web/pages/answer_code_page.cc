// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>

#include "i18n/tr.h"
#include "templates/answer_code.varnames.h"
#include "web/pages/answer_pages.h"
#include "web/pages/sheet.h"

namespace ruban::web {

std::string render(const AnswerCodePage& page, i18n::Lang lang) {
  const bool is_failed = !page.form.errors.empty();
  Sheet sheet(page.layout, {.title = i18n::tr(lang, "Answer this letter"), .failed = is_failed},
              "answer_code", lang);
  auto& body = sheet.body();
  constexpr std::array<std::string_view, 1> kFields{"code"};
  add_crumb(body, kac_CRUMB, page.head, lang);
  add_errors(body, kac_ERRORS, page.form, kFields, lang);
  add_field_error(body, kac_CODE_ERROR, page.form, "code", lang);
  show_if(body, kac_IF_CODE_ERROR, is_failed);
  set(body, kac_CODE_DESCRIBED, is_failed ? "code-error code-hint" : "code-hint");
  set(body, kac_DOMAIN, page.domain);
  set(body, kac_CODE, page.code);
  set(body, kac_ACTION, letter_path(lang, page.head.place, "/answer"));
  set(body, kac_CSRF, page.form.csrf);
  return sheet.html();
}

}  // namespace ruban::web
