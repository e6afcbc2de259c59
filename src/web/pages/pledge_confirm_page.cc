// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/format.h"
#include "i18n/tr.h"
#include "i18n/typography.h"
#include "templates/pledge_confirm.varnames.h"
#include "web/pages/pledge_pages.h"
#include "web/pages/sheet.h"

namespace ruban::web {

std::string render(const PledgeConfirmPage& page, i18n::Lang lang) {
  using i18n::tr;
  Sheet sheet(page.layout,
              {.title = tr(lang, "Say that you have kept the pledge?"), .failed = !page.form.errors.empty()},
              "pledge_confirm", lang);
  auto& body = sheet.body();
  add_crumb(body, kpc_CRUMB, page.head, lang);
  add_errors(body, kpc_ERRORS, page.form, {}, lang);
  set(body, kpc_TEXT_LANG, i18n::tag(page.head.text_lang));
  set(body, kpc_PLEDGE, i18n::typeset(page.head.text_lang, page.text));
  set(body, kpc_NUMBER,
      tr(lang, "No. {number}, recorded on {instant}",
         {{"number", i18n::format_number(lang, page.number)},
          {"instant", i18n::format_instant_short(lang, page.epoch)}}));
  add_line(body, kpc_LINE, page.line);
  show_if(body, kpc_IF_NAMELESS, page.line.name.empty());
  set(body, kpc_ACTION, letter_path(lang, page.head.place, "/pledge/confirm"));
  set(body, kpc_CSRF, page.form.csrf);
  set(body, kpc_LETTER, letter_path(lang, page.head.place));
  return sheet.html();
}

}  // namespace ruban::web
