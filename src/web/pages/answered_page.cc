// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/answered.varnames.h"
#include "web/pages/answer_pages.h"
#include "web/pages/sheet.h"

namespace ruban::web {

std::string render(const AnsweredPage& page, i18n::Lang lang) {
  const auto heading =
      page.index ? i18n::tr(lang, "Your answer stands") : i18n::tr(lang, "Your answer is received");
  Sheet sheet(page.layout, {.title = heading}, "answered", lang);
  auto& body = sheet.body();
  add_crumb(body, ka_CRUMB, page.head, lang);
  set(body, ka_HEADING, heading);
  set(body, ka_LETTER, letter_path(lang, page.head.place));
  if (!page.index) {
    set(*body.AddSectionDictionary(ka_IF_WAITING), ka_HERE,
        letter_path(lang, page.head.place, "/answer/done"));
    return sheet.html();
  }
  auto* done = body.AddSectionDictionary(ka_IF_RECORDED);
  const auto hash = to_hex(page.document.view());
  set(*done, ka_ANSWERS,
      letter_path(lang, page.head.place, "/answers#" + anchor(letter::DocumentKind::response, page.number)));
  set(*done, ka_INDEX, i18n::format_number(lang, *page.index));
  set(*done, ka_PROOF, fmt::format("/api/v1/entries/{}/proof", *page.index));
  set(*done, ka_DOCUMENT_URL, "/api/v1/documents/" + hash);
  set(*done, ka_HASH, hash);
  set(*done, ka_VERIFY_PAGE, path_in(lang, "/verify"));
  return sheet.html();
}

}  // namespace ruban::web
