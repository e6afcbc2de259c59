// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/quote_page.h"
#include "web/public/pages.h"

namespace ruban::web {

Response show_quote(const Site& site, const Request& request) {
  auto found = letter_of(site, request);
  if (!found) return error_page(site, request, found.error());
  const auto& letter = **found;
  const auto state = letter.state(site.now());
  if (state == letter::LetterState::removed || state == letter::LetterState::withdrawn)
    return gone_page(site, request, letter);
  const auto published = site.instance.store.record().published_checkpoint();
  if (!published || letter.row.index >= published->size)
    return error_page(site, request, {Kind::not_found, "There is no such letter here.", {}});
  const auto lang = lang_of(request);
  QuotePage page;
  page.head = head_of(site, request, letter, lang);
  page.layout =
      site.layout(letter_path(lang, page.head.place, "/quote").substr(3) + meant_by_link(request), published);
  page.slug = letter.row.slug;
  page.version = letter.row.version;
  page.letter = letter.id();
  page.index = letter.row.index;
  page.policy = site.policy_text();
  return html(render(page, lang)).on(Surface::page);
}

}  // namespace ruban::web
