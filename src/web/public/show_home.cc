// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "letter/document.h"
#include "web/pages/home_page.h"
#include "web/public/pages.h"

namespace ruban::web {

Response show_home(const Site& site, const Request& request) {
  const auto lang = lang_of(request);
  const auto published = site.instance.store.record().published_checkpoint();
  HomePage page;
  page.layout = site.layout("/", published);
  auto letters = site.letters.all();
  std::reverse(letters.begin(), letters.end());
  for (const auto& letter : letters) {
    if (!published || letter->row.index >= published->size || letter->row.replaced_by ||
        letter->state(site.now()) == letter::LetterState::removed) {
      continue;
    }
    HomeLetter row;
    row.head = head_of(site, request, *letter, lang);
    row.published = letter->row.published;
    row.opens = letter->letter.opens;
    row.closes = letter->letter.closes;
    row.begins = letter::plain_text(letter->letter.documents.at(language_in(*letter, lang)), 240);
    for (const auto& c : service::count_letter(site.instance, *letter, *published).classes) {
      row.counts.push_back(
          {text_in(*letter, letter->letter.find_class(c.name)->label, lang), c.named + c.anon});
    }
    page.letters.push_back(std::move(row));
  }
  return html(render(page, lang)).on(Surface::page);
}

}  // namespace ruban::web
