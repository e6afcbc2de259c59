// SPDX-License-Identifier: AGPL-3.0-or-later
// ErrorPage: what happened, that nothing was lost, and the next step.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "web/pages/layout.h"
#include "web/pages/obstacle.h"

namespace ruban::web {

struct ErrorPage {
  Layout layout;             // `path` is only used by the language link; "/" if the address can't be read
  int status = 500;          // 400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503
  std::string_view message;  // an Error's, said first; may be empty
  std::optional<std::chrono::seconds> retry_after;  // of 429 and 503
  // 410: a letter that was removed or withdrawn.
  std::string letter_title;
  std::optional<Instant> gone_since;
  std::string withdraw;     // where its signers withdraw and erase
  std::string gone_reason;  // the operator's or organisers' own words; may be empty
  i18n::Lang gone_reason_lang = i18n::Lang::en;
  Obstacle obstacle = Obstacle::none;
  std::string go_on;             // of an obstacle: where the next step lies
  std::optional<Instant> opens;  // of a letter that isn't open yet
};

std::string render(const ErrorPage& page, i18n::Lang lang);

}  // namespace ruban::web
