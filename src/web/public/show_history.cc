// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "web/pages/history_page.h"
#include "web/pages/paths.h"
#include "web/public/events.h"
#include "web/public/pages.h"
#include "web/public/query.h"

namespace ruban::web {
namespace {
constexpr std::size_t kOnAPage = 100;
}

Response show_history(const Site& site, const Request& request) {
  auto found = letter_of(site, request);
  if (!found) return error_page(site, request, found.error());
  const auto& letter = **found;
  const auto lang = lang_of(request);
  auto after = index_in(request.query, "after");
  if (!after) return error_page(site, request, after.error());
  const auto published = site.instance.store.record().published_checkpoint();

  HistoryPage page;
  page.head = head_of(site, request, letter, lang);
  std::string query;
  if (*after) query = "?after=" + std::to_string(**after);
  page.layout = site.layout(letter_path(lang, page.head.place, "/history").substr(3) + query, published);
  auto events = site.instance.store.letters().events(letter.id(), *after ? **after + 1 : 0, kOnAPage + 1,
                                                     published ? published->size : 0);
  if (events.size() > kOnAPage) {
    events.resize(kOnAPage);
    page.next = events.back().index;
  }
  page.events = read_events(site, events);
  mark_said_again(page.events,
                  service::statements(site.instance, letter.id(), published ? published->size : 0));
  return html(render(page, lang)).on(Surface::page);
}

}  // namespace ruban::web
