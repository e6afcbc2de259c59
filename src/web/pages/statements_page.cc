// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/statements_page.h"

#include <algorithm>

#include "i18n/tr.h"
#include "templates/statements.varnames.h"

namespace ruban::web {

using i18n::tr;

std::string render(const StatementsPage& page, i18n::Lang lang) {
  const bool answers = page.kind == letter::DocumentKind::response;
  const auto heading = answers ? tr(lang, "Delivery and answers") : tr(lang, "News");
  Sheet sheet(page.layout, {.title = heading + ": " + page.head.title}, "statements", lang);
  auto& body = sheet.body();
  add_crumb(body, ks_CRUMB, page.head, lang);
  set(body, ks_HEADING, heading);
  if (answers) {
    set(*body.AddSectionDictionary(ks_IF_LEAD), ks_LEAD,
        tr(lang,
           "When the letter was handed over, and what the recipient said. Each answer tells who put it on "
           "record; "
           "its words can’t be changed, only corrected beside what stood there."));
  }
  const bool answered =
      std::ranges::any_of(page.statements, [&](const auto& one) { return one.kind == page.kind; });
  if (!answered) {
    set(*body.AddSectionDictionary(ks_IF_NONE), ks_NONE,
        answers ? tr(lang, "The recipient hasn’t answered yet.") : tr(lang, "There is no news yet."));
  }
  for (const auto& one : page.statements) {
    add_statement(*body.AddSectionDictionary(ks_EACH), ks_STATEMENT, one, page.layout.path, lang);
  }
  return sheet.html();
}

}  // namespace ruban::web
