// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/tr.h"
#include "templates/preview.varnames.h"
#include "web/pages/sheet.h"
#include "web/pages/sign_pages.h"

namespace ruban::web {

std::string render(const PreviewPage& page, i18n::Lang lang) {
  Sheet sheet(page.layout,
              {.title = i18n::tr(lang, "This is what will be printed"), .failed = !page.form.errors.empty()},
              "preview", lang);
  auto& body = sheet.body();
  add_crumb(body, kp_CRUMB, page.head, lang);
  add_errors(body, kp_ERRORS, page.form, {}, lang);
  add_line(body, kp_LINE, page.line);
  set(body, kp_CLASS, page.class_label);
  show_if(body, kp_IF_UPDATES, page.updates);
  set(body, kp_STEP, page.by_invitation ? i18n::tr(lang, "Step 2 of 2") : i18n::tr(lang, "Step 3 of 3"));
  set(body, kp_ACTION, letter_path(lang, page.head.place, "/sign/preview"));
  set(body, kp_CSRF, page.form.csrf);
  return sheet.html();
}

}  // namespace ruban::web
