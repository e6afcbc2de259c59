// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/home_page.h"

#include "i18n/format.h"
#include "i18n/tr.h"
#include "templates/home.varnames.h"
#include "web/pages/sheet.h"

namespace ruban::web {
namespace {

using i18n::Lang;
using i18n::tr;

std::string when(const HomeLetter& letter, Lang lang) {
  const std::string published = i18n::format_date(lang, letter.published);
  switch (letter.head.state) {
    case letter::LetterState::draft:
      return tr(lang, "Published on {date}; signing opens on {instant}.",
                {{"date", published}, {"instant", i18n::format_instant(lang, letter.opens)}});
    case letter::LetterState::open:
      if (letter.closes) {
        return tr(lang, "Published on {date}; open for signatures until {end}.",
                  {{"date", published}, {"end", i18n::format_date(lang, *letter.closes)}});
      }
      return tr(lang, "Published on {date}; open for signatures.", {{"date", published}});
    case letter::LetterState::closed:
      return tr(lang, "Published on {date}; closed to signatures.", {{"date", published}});
    case letter::LetterState::withdrawn:
    case letter::LetterState::removed:
      return tr(lang, "Published on {date}; withdrawn by its organisers.", {{"date", published}});
  }
  return {};
}

void fill(ctemplate::TemplateDictionary& row, const HomeLetter& letter, Lang lang) {
  if (const auto recipient = recipient_line(letter.head); !recipient.empty()) {
    set(*row.AddSectionDictionary(kh_IF_RECIPIENT), kh_RECIPIENT, recipient);
  }
  set(row, kh_TEXT_LANG, i18n::tag(letter.head.text_lang));
  set(row, kh_PATH, letter_path(lang, letter.head.place));
  set(row, kh_TITLE, letter.head.title);
  if (!letter.begins.empty()) set(*row.AddSectionDictionary(kh_IF_BEGINS), kh_BEGINS, letter.begins);
  for (const auto& count : letter.counts) {
    auto* values = row.AddSectionDictionary(kh_COUNT);
    set(*values, kh_NUMBER, i18n::format_number(lang, count.standing));
    set(*values, kh_LABEL, count.label);
  }
  set(row, kh_WHEN, when(letter, lang));
}

}  // namespace

std::string render(const HomePage& page, Lang lang) {
  Sheet sheet(
      page.layout,
      {.title = tr(lang, "Open letters"),
       .description = tr(lang,
                         "Ruban publishes open letters and counts who stands behind them, in a way that "
                         "protects the people who sign and that anybody can check.")},
      "home", lang);
  auto& body = sheet.body();
  if (page.letters.empty()) {
    body.ShowSection(kh_IF_NONE);
  } else {
    auto* list = body.AddSectionDictionary(kh_IF_SOME);
    for (const auto& letter : page.letters) fill(*list->AddSectionDictionary(kh_LETTER), letter, lang);
  }
  return sheet.html();
}

}  // namespace ruban::web
