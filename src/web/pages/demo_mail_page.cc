// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/demo_mail_page.h"

#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/demo_mail.varnames.h"
#include "web/pages/sheet.h"

namespace ruban::web {

std::string render(const DemoMailPage& page, i18n::Lang lang) {
  Sheet sheet(page.layout, {.title = i18n::tr(lang, "The demonstration’s mail box")}, "demo_mail", lang);
  auto& body = sheet.body();
  if (page.mails.empty()) {
    body.ShowSection(kdm_IF_NONE);
    return sheet.html();
  }
  auto* list = body.AddSectionDictionary(kdm_IF_SOME);
  for (const auto& mail : page.mails) {
    auto* row = list->AddSectionDictionary(kdm_MAIL);
    set(*row, kdm_TO, mail.to);
    set(*row, kdm_AT, i18n::format_instant_short(lang, mail.at));
    set(*row, kdm_SUBJECT, mail.subject);
    if (!mail.code.empty()) set(*row->AddSectionDictionary(kdm_IF_CODE), kdm_CODE, mail.code);
    set(*row, kdm_TEXT, mail.text);
  }
  return sheet.html();
}

}  // namespace ruban::web
