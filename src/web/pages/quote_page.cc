// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/quote_page.h"

#include "i18n/tr.h"
#include "templates/quote.varnames.h"
#include "web/pages/sheet.h"
#include "web/pages/static_files.h"

namespace ruban::web {

std::string render(const QuotePage& page, i18n::Lang lang) {
  Sheet sheet(page.layout, {.title = i18n::tr(lang, "A word to the press")}, "quote", lang);
  auto& body = sheet.body();
  add_crumb(body, kq_CRUMB, page.head, lang);
  body.AddIncludeDictionary(kq_KEY)->SetFilename("own_key");
  set(body, kq_SLUG, page.slug);
  set(body, kq_VERSION, std::to_string(page.version));
  set(body, kq_LETTER_ID, to_base64(page.letter.view()));
  set(body, kq_INDEX, std::to_string(page.index));
  set(body, kq_POLICY, page.policy);
  set(body, kq_LETTER, letter_path(lang, page.head.place));
  set(body, kq_SCRIPT, static_path("quote.js"));
  return sheet.html();
}

}  // namespace ruban::web
