// SPDX-License-Identifier: AGPL-3.0-or-later
// What the steps of signing, withdrawing and saying that a pledge is kept have in common: the visit's cookie,
// its token, and the way back to the start when the visit has ended.
#pragma once

#include "web/site.h"

namespace ruban::web {

// The steps of one letter: where they lie, and what every page of them shows.
struct Steps {
  const Site& site;
  const Request& request;
  service::LetterPointer letter;
  i18n::Lang lang;
  LetterPlace place;

  // `rest` as in letter_path().
  std::string path(std::string_view rest = {}) const;
  Layout layout(std::string_view rest) const;
  LetterHead head() const;
  // What the store keeps the visit under: one for each letter and purpose.
  service::VisitKeys keys(const Visit& cookie, service::Purpose purpose) const;
};
// Fails for a letter that isn't there. One that was removed can't be signed; its signers still withdraw.
Result<Steps> steps_of(const Site& site, const Request& request, service::Purpose purpose);

// A visit that is under way for this letter and this purpose.
struct OpenVisit {
  Visit cookie;
  service::Visit visit;
};
Result<OpenVisit> visit_under_way(const Steps& steps, service::Purpose purpose);

// The same for a form that was posted: its token is checked, too.
Result<OpenVisit> posted_visit(const Steps& steps, service::Purpose purpose);

// The forms of a first page come with the cookie that the page set.
Result<Visit> posted_start(const Request& request);

// Over: a page that says so and leads to the first one; never begun in this browser: to that at once.
// Anything else: the error's page.
Response back_to_start(const Steps& steps, std::string_view start, const Error& error);

// The same for a visit that may have been begun for a version of the letter that was replaced since: signing
// ends there, and what was signed, or is being withdrawn, goes on under its own version.
Response lost_visit(const Steps& steps, service::Purpose purpose, std::string_view start, const Error& error);

// Why the letter takes no signature now, and where to go on. If it takes them, the error's page.
Response refused(const Steps& steps, const Error& error);

}  // namespace ruban::web
