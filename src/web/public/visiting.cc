// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/visiting.h"

#include "core/check.h"
#include "web/pages/paths.h"

namespace ruban::web {

namespace {

std::string_view errand_of(service::Purpose purpose) {
  switch (purpose) {
    case service::Purpose::sign:
      return " sign ";
    case service::Purpose::withdraw:
      return " withdraw ";
    case service::Purpose::keep:
      return " keep ";
    case service::Purpose::issue:
      break;  // by a call, which has no cookie
  }
  CHECK(false);
}

}  // namespace

std::string Steps::path(std::string_view rest) const { return letter_path(lang, place, rest); }

Layout Steps::layout(std::string_view rest) const {
  auto out = site.layout(path(rest).substr(3));
  out.listed = false;
  return out;
}

service::VisitKeys Steps::keys(const Visit& cookie, service::Purpose purpose) const {
  const auto errand = std::string(errand_of(purpose)) + to_hex(letter->id().view());
  return {{cookie.id(errand).bytes}, cookie.box_key(errand)};
}

LetterHead Steps::head() const { return head_of(site, request, *letter, lang); }

Result<Steps> steps_of(const Site& site, const Request& request, service::Purpose purpose) {
  auto letter = TRY(letter_of(site, request));
  if (purpose == service::Purpose::sign && letter->state(site.now()) == letter::LetterState::removed)
    return fail(Kind::gone, "This letter was removed.");
  if (purpose == service::Purpose::keep && !letter->letter.pledge)
    return fail(Kind::not_found, "This letter carries no pledge.");
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

Result<Visit> posted_start(const Request& request) {
  auto cookie = Visit::of(request);
  if (!cookie) {
    return fail(Kind::forbidden,
                "Your browser didn’t send the cookie that holds the steps of signing together. "
                "Please allow it for this site and start again.");
  }
  TRY(check_csrf(request, *cookie));
  return *std::move(cookie);
}

Response back_to_start(const Steps& steps, std::string_view start, const Error& error) {
  if (error.kind == Kind::gone && steps.request.method == Method::get) return see_other(steps.path(start));
  return error_page(steps.site, steps.request, error);
}

}  // namespace ruban::web
