// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/error_page.h"
#include "web/pages/samples/parts.h"

namespace ruban::web {

using i18n::Lang;

void add_errors(std::vector<Sample>& all, Lang lang) {
  for (const int status : {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}) {
    ErrorPage page;
    page.layout = layout("/", false);
    page.layout.checkpoint.reset();
    page.status = status;
    if (status == 429) page.message = "Too many people are here at once";
    if (status == 503) page.retry_after = std::chrono::seconds(120);
    all.push_back({"error-" + std::to_string(status), render(page, lang)});
  }
  for (const auto obstacle : {Obstacle::visit_over, Obstacle::replaced_meanwhile, Obstacle::of_older_version,
                              Obstacle::replaced, Obstacle::not_open_yet, Obstacle::closed}) {
    ErrorPage page;
    page.layout = layout("/", false);
    page.status = obstacle == Obstacle::visit_over ? 410 : 409;
    page.obstacle = obstacle;
    page.opens = at("2018-07-01T08:00Z");
    if (obstacle == Obstacle::visit_over) {
      page.message =
          "No visit is under way in this browser: its steps are kept for an hour after the last one, and "
          "then "
          "forgotten with what was typed. What you had signed by then stands.";
    }
    page.go_on = letter_path(lang, {std::string(kSlug), std::nullopt});
    all.push_back({"error-obstacle-" + std::to_string(static_cast<int>(obstacle)), render(page, lang)});
  }
  ErrorPage another;  // leads to no letter
  another.layout = layout("/", false);
  another.status = 409;
  another.obstacle = Obstacle::another_letter;
  another.message = "The link that you followed means another letter than the one that stands here.";
  all.push_back({"error-another-letter", render(another, lang)});
  ErrorPage gone;
  gone.layout = layout("/letters/gone", false);
  gone.status = 410;
  all.push_back({"error-410", render(gone, lang)});
  gone.letter_title = head(lang).title;
  gone.gone_since = at("2018-06-30T09:00Z");
  gone.withdraw = "/en/letters/drop-the-ice-contract/withdraw";
  gone.gone_reason_lang = lang;
  gone.gone_reason = lang == Lang::fr ? "Retirée par ordonnance." : "Removed by a court’s order.";
  all.push_back({"error-410-letter", render(gone, lang)});
}

}  // namespace ruban::web
