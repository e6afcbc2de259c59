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

// Where the visit is under way, and what it holds.
struct Elsewhere {
  Steps steps;
  service::Visit visit;
};

// A visit that was begun at this address for a version that has been replaced since.
std::optional<Elsewhere> at_older_version(const Steps& steps, const Visit& cookie, service::Purpose purpose) {
  if (steps.place.version) return std::nullopt;
  for (auto version = steps.letter->row.version; version-- > 1;) {
    auto letter = steps.site.letters.find(steps.letter->row.slug, version);
    if (!letter) continue;
    Steps older{steps.site, steps.request, *std::move(letter), steps.lang, {steps.place.slug, version}};
    if (auto visit = service::open_visit(steps.site.instance, older.keys(cookie, purpose)))
      return Elsewhere{std::move(older), *std::move(visit)};
  }
  return std::nullopt;
}

}  // namespace

std::string Steps::path(std::string_view rest) const { return letter_path(lang, place, rest); }

Layout Steps::layout(std::string_view rest) const {
  auto out = site.layout(path(rest).substr(3) + meant_by_link(request));
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
      Kind::gone,
      "No visit is under way in this browser: its steps are kept for an hour after the last one, and then "
      "forgotten with what was typed. What you had signed by then stands.");
  auto cookie = Visit::of(steps.request);
  if (!cookie) return over;
  auto visit = service::open_visit(steps.site.instance, steps.keys(*cookie, purpose));
  if (!visit && visit.error().kind != Kind::gone) return tl::unexpected(visit.error());
  if (!visit || visit->purpose != purpose || visit->slug != steps.letter->row.slug ||
      visit->version != steps.letter->row.version) {
    return over;
  }
  return OpenVisit{*std::move(cookie), *std::move(visit)};
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
  if (error.kind != Kind::gone) return error_page(steps.site, steps.request, error);
  const bool shown = steps.request.method == Method::get;
  const auto cookie = Visit::of(steps.request);
  if (!cookie && shown) return see_other(steps.path(start));  // nothing was begun here
  return obstacle_page(steps.site, steps.request, Obstacle::visit_over, steps.path(start), error.message);
}

Response lost_visit(const Steps& steps, service::Purpose purpose, std::string_view start,
                    const Error& error) {
  const auto cookie = error.kind == Kind::gone ? Visit::of(steps.request) : std::nullopt;
  const auto elsewhere = cookie ? at_older_version(steps, *cookie, purpose) : std::nullopt;
  if (!elsewhere) return back_to_start(steps, start, error);
  if (purpose == service::Purpose::sign && !elsewhere->visit.key)
    return obstacle_page(steps.site, steps.request, Obstacle::replaced_meanwhile, steps.path());
  if (steps.request.method == Method::get) {
    const auto rest = steps.request.path.substr(steps.path().size());
    return see_other(elsewhere->steps.path(rest));
  }
  const auto step = purpose == service::Purpose::sign ? std::string_view("/sign/done") : start;
  return obstacle_page(steps.site, steps.request, Obstacle::of_older_version, elsewhere->steps.path(step));
}

Response refused(const Steps& steps, const Error& error) {
  const auto& letter = *steps.letter;
  const auto why = letter.accepts_signatures(steps.site.now());
  if (why) return error_page(steps.site, steps.request, error);
  if (why.error().kind == Kind::gone) return gone_page(steps.site, steps.request, letter);
  const auto page = [&](Obstacle obstacle, std::string go_on, std::string_view message = {}) {
    return obstacle_page(steps.site, steps.request, obstacle, std::move(go_on), message, letter.letter.opens);
  };
  if (letter.row.replaced_by)
    return page(Obstacle::replaced, letter_path(steps.lang, {letter.row.slug, std::nullopt}));
  switch (letter.state(steps.site.now())) {
    case letter::LetterState::draft:
      return page(Obstacle::not_open_yet, steps.path());
    case letter::LetterState::open:
      return page(Obstacle::closed, steps.path(), why.error().message);  // after a restore
    case letter::LetterState::closed:
    case letter::LetterState::withdrawn:
    case letter::LetterState::removed:
      break;
  }
  return page(Obstacle::closed, steps.path());
}

}  // namespace ruban::web
