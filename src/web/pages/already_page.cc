// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/tr.h"
#include "templates/already.varnames.h"
#include "web/pages/sheet.h"
#include "web/pages/sign_pages.h"

namespace ruban::web {

std::string render(const AlreadySignedPage& page, i18n::Lang lang) {
  const auto title = page.by_invitation ? i18n::tr(lang, "This code has been used already")
                                        : i18n::tr(lang, "This address has been used already");
  Sheet sheet(page.layout, {.title = title}, "already", lang);
  auto& body = sheet.body();
  set(body, ka_HEADING, title);
  show_if(body, ka_IF_BY_INVITATION, page.by_invitation);
  add_crumb(body, ka_CRUMB, page.head, lang);
  const auto withdraw = letter_path(lang, page.head.place, "/withdraw");
  if (!page.by_invitation) set(*body.AddSectionDictionary(ka_IF_BY_MAIL), ka_WITHDRAW, withdraw);
  set(body, ka_LETTER, letter_path(lang, page.head.place));
  return sheet.html();
}

}  // namespace ruban::web
