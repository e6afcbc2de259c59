// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/paths.h"
#include "web/pages/statements_page.h"
#include "web/public/asked.h"
#include "web/public/pages.h"
#include "web/public/statements.h"

namespace ruban::web {
namespace {

Response show_kind(const Site& site, const Request& request, letter::DocumentKind kind,
                   const std::string& rest) {
  Response refusal;
  const auto ask = asked(site, request, refusal);
  if (!ask) return refusal;
  const auto lang = lang_of(request);
  StatementsPage page;
  page.kind = kind;
  page.head = head_of(site, request, *ask->letter, lang);
  page.layout = site.layout(letter_path(lang, page.head.place, rest).substr(3), ask->published);
  const auto said = service::statements(site.instance, ask->letter->id(), ask->published.size);
  for (auto one = said.rbegin(); one != said.rend(); ++one) {
    const bool delivered =
        kind == letter::DocumentKind::response && one->kind == letter::DocumentKind::delivery;
    if (one->kind == kind || delivered)
      page.statements.push_back(on_page(site, *one, ask->published.size, lang));
  }
  return html(render(page, lang)).on(Surface::page);
}

}  // namespace

Response show_answers(const Site& site, const Request& request) {
  return show_kind(site, request, letter::DocumentKind::response, "/answers");
}

Response show_news(const Site& site, const Request& request) {
  return show_kind(site, request, letter::DocumentKind::update, "/news");
}

Response show_demands(const Site& site, const Request& request) {
  Response refusal;
  const auto ask = asked(site, request, refusal);
  if (!ask) return refusal;
  const auto lang = lang_of(request);
  DeedsPage page;
  page.head = head_of(site, request, *ask->letter, lang);
  page.layout = site.layout(letter_path(lang, page.head.place, "/demands").substr(3), ask->published);
  page.demands = words_and_deeds(*ask->letter,
                                 service::statements(site.instance, ask->letter->id(), ask->published.size),
                                 page.head.place, lang);
  return html(render(page, lang)).on(Surface::page);
}

}  // namespace ruban::web
