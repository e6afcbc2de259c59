// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/withdrawn.varnames.h"
#include "web/pages/sheet.h"
#include "web/pages/withdraw_pages.h"

namespace ruban::web {

std::string render(const WithdrawnPage& page, i18n::Lang lang) {
  using i18n::tr;
  const auto heading =
      page.until ? tr(lang, "Your withdrawal is received") : tr(lang, "Your signature is withdrawn");
  Sheet sheet(page.layout, {.title = heading}, "withdrawn", lang);
  auto& body = sheet.body();
  std::vector<std::string> numbers;
  for (const auto number : page.numbers) numbers.push_back(i18n::format_number(lang, number));
  const std::string list = i18n::format_list(lang, numbers);
  add_crumb(body, kw_CRUMB, page.head, lang);
  set(body, kw_HEADING, heading);
  show_if(body, kw_IF_NOW, !page.until);
  if (page.until) {
    set(body, kw_WHAT,
        tr(lang,
           "No. {numbers} counts until {instant}, and then no longer: an anonymous signature leaves with "
           "the next batch, so that the hour says nothing about you. Until then keep your key file.",
           {{"numbers", list}, {"instant", i18n::format_instant(lang, *page.until)}}));
    set(body, kw_LETTER, letter_path(lang, page.head.place));
    return sheet.html();
  }
  set(body, kw_WHAT,
      page.by_key
          ? tr(lang, "No. {numbers} no longer counts, and its text is erased. The record says: withdrawn.",
               {{"numbers", list}})
          : tr(lang,
               "No. {numbers} no longer counts, and its text is erased. The record says: taken down at "
               "its owner’s request.",
               {{"numbers", list}}));
  set(body, kw_LETTER, letter_path(lang, page.head.place));
  return sheet.html();
}

}  // namespace ruban::web
