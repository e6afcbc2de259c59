// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/pledge_done.varnames.h"
#include "web/pages/pledge_pages.h"
#include "web/pages/sheet.h"

namespace ruban::web {

std::string render(const PledgeDonePage& page, i18n::Lang lang) {
  using i18n::tr;
  const auto heading = page.entry ? tr(lang, "You have said it") : tr(lang, "The server has your word");
  Sheet sheet(page.layout, {.title = heading}, "pledge_done", lang);
  auto& body = sheet.body();
  add_crumb(body, kpd_CRUMB, page.head, lang);
  set(body, kpd_HEADING, heading);
  const auto number = i18n::format_number(lang, page.number);
  set(body, kpd_WHAT,
      page.entry
          ? tr(lang, "Entry {entry} of the record says that no. {number} has kept the pledge.",
               {{"entry", i18n::format_number(lang, *page.entry)}, {"number", number}})
          : tr(lang,
               "It is stored safely. In a moment the record says that no. {number} has kept the pledge.",
               {{"number", number}}));
  set(body, kpd_PLEDGE_PAGE, letter_path(lang, page.head.place, "/pledge"));
  return sheet.html();
}

}  // namespace ruban::web
