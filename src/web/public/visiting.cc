// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/visiting.h"

#include "web/pages/paths.h"

namespace ruban::web {

std::string Steps::path(std::string_view rest) const { return letter_path(lang, place, rest); }

Layout Steps::layout(std::string_view rest) const {
  auto out = site.layout(path(rest).substr(3));
  out.listed = false;
  return out;
}

service::VisitKeys Steps::keys(const Visit& cookie, service::Purpose purpose) const {
  const auto errand =
      (purpose == service::Purpose::sign ? " sign " : " withdraw ") + to_hex(letter->id().view());
  return {{cookie.id(errand).bytes}, cookie.box_key(errand)};
}

LetterHead Steps::head() const { return head_of(site, request, *letter, lang); }

Result<Steps> steps_of(const Site& site, const Request& request, service::Purpose purpose) {
  auto letter = TRY(letter_of(site, request));
  if (purpose == service::Purpose::sign && letter->state(site.now()) == letter::LetterState::removed)
    return fail(Kind::gone, "This letter was removed.");
  auto place = place_of(request, *letter);
  return Steps{site, request, std::move(letter), lang_of(request), std::move(place)};
}

Result<OpenVisit> visit_under_way(const Steps& steps, service::Purpose purpose) {
  const auto over = fail(
      Kind::gone, "Your visit has ended, since an hour has passed. Nothing was signed; please start again.");
  auto cookie = Visit::of(steps.request);
  if (!cookie) return over;
  auto visit = TRY(service::open_visit(steps.site.instance, steps.keys(*cookie, purpose)));
  if (visit.purpose != purpose || visit.slug != steps.letter->row.slug ||
      visit.version != steps.letter->row.version) {
    return over;
  }
  return OpenVisit{*std::move(cookie), std::move(visit)};
}

Result<OpenVisit> posted_visit(const Steps& steps, service::Purpose purpose) {
  auto open = TRY(visit_under_way(steps, purpose));
  TRY(check_csrf(steps.request, open.cookie));
  return open;
}

Response back_to_start(const Steps& steps, std::string_view start, const Error& error) {
  if (error.kind == Kind::gone && steps.request.method == Method::get) return see_other(steps.path(start));
  return error_page(steps.site, steps.request, error);
}

}  // namespace ruban::web
