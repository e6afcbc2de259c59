// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/unsubscribing.h"

#include "web/pages/unsubscribe_page.h"

namespace ruban::web {
namespace {

// The same page whatever the token: it tells nobody whether somebody was subscribed.
UnsubscribePage page_of(const Site& site, const Request& request, const service::PublishedLetter& letter) {
  const auto lang = lang_of(request);
  UnsubscribePage page;
  page.layout = site.layout(request.path.substr(3), {});
  page.layout.listed = false;
  page.action = request.path;
  const auto state = letter.state(site.now());
  if (state != letter::LetterState::removed && state != letter::LetterState::withdrawn) {
    const auto language = language_in(letter, lang);
    page.letter = text_in(letter, letter.letter.title, lang);
    page.letter_lang = i18n::parse_lang(letter::code(language)).value_or(lang);
  }
  return page;
}

}  // namespace

Response show_unsubscribe(const Site& site, const Request& request) {
  const auto letter = letter_of(site, request);
  if (!letter) return error_page(site, request, letter.error());
  return html(render(page_of(site, request, **letter), lang_of(request)));
}

Response post_unsubscribe(const Site& site, const Request& request) {
  const auto letter = letter_of(site, request);
  if (!letter) return error_page(site, request, letter.error());
  site.unsubscribe((*letter)->id(), request.parameter("token"));
  auto page = page_of(site, request, **letter);
  page.done = true;
  return html(render(page, lang_of(request)));
}

}  // namespace ruban::web
