// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/tr.h"
#include "templates/already.varnames.h"
#include "web/pages/sheet.h"
#include "web/pages/sign_pages.h"

namespace ruban::web {

std::string render(const AlreadySignedPage& page, i18n::Lang lang) {
  Sheet sheet(page.layout, {.title = i18n::tr(lang, "This address has been used already")}, "already", lang);
  auto& body = sheet.body();
  add_crumb(body, ka_CRUMB, page.head, lang);
  set(body, ka_WITHDRAW, letter_path(lang, page.head.place, "/withdraw"));
  set(body, ka_LETTER, letter_path(lang, page.head.place));
  return sheet.html();
}

}  // namespace ruban::web
