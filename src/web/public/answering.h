// SPDX-License-Identifier: AGPL-3.0-or-later
// Handlers of the recipient's own answer: the link's code, the form, the preview, and the end.
#pragma once

#include "web/http/router.h"
#include "web/site.h"

namespace ruban::web {

// Two texts, and a sentence to each demand in two languages.
inline constexpr RouteOptions kAnswerForm{.body_limit = std::size_t{512} * 1024,
                                          .form = {.fields = 128, .value = std::size_t{64} * 1024}};

Response show_answer_code(const Site& site, const Request& request);
Response post_answer_code(const Site& site, const Request& request);
Response show_answer(const Site& site, const Request& request);
Response post_answer(const Site& site, const Request& request);
Response show_answer_preview(const Site& site, const Request& request);
Response post_answer_preview(const Site& site, const Request& request);
Response show_answered(const Site& site, const Request& request);

}  // namespace ruban::web
