// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/about_page.h"

#include "i18n/tr.h"
#include "templates/about.varnames.h"
#include "web/pages/sheet.h"

namespace ruban::web {

std::string render(const AboutPage& page, i18n::Lang lang) {
  Sheet sheet(
      page.layout,
      {.title = i18n::tr(lang, "How Ruban works, and what it can’t protect"),
       .description = i18n::tr(lang,
                               "What happens to a signature, how a count is checked, what is protected, "
                               "and what isn’t.")},
      "about", lang);
  set(sheet.body(), ka_ORIGIN, page.layout.origin);
  return sheet.html();
}

}  // namespace ruban::web
