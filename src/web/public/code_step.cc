// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/code_step.h"

#include "web/http/status.h"
#include "web/public/visiting.h"

namespace ruban::web {
namespace {

std::string code_page(const Steps& steps, const CodeStep& step, const OpenVisit& open,
                      std::vector<Error> errors) {
  CodePage page;
  page.layout = steps.layout(step.code);
  page.head = steps.head();
  page.form = {csrf_token(open.cookie), std::move(errors)};
  page.purpose = step.page;
  page.email = open.visit.email;
  page.resent = open.visit.resent;
  return render(page, steps.lang);
}

}  // namespace

Response show_code(const Site& site, const Request& request, const CodeStep& step) {
  auto steps = steps_of(site, request, step.purpose);
  if (!steps) return error_page(site, request, steps.error());
  auto open = visit_under_way(*steps, step.purpose);
  if (!open) return lost_visit(*steps, step.purpose, step.start, open.error());
  return html(code_page(*steps, step, *open, {}));
}

Response post_code(const Site& site, const Request& request, const CodeStep& step) {
  auto steps = steps_of(site, request, step.purpose);
  if (!steps) return error_page(site, request, steps.error());
  auto open = posted_visit(*steps, step.purpose);
  if (!open) return lost_visit(*steps, step.purpose, step.start, open.error());
  auto proved = site.confirm_code(steps->keys(open->cookie, step.purpose), request.form.get("code"));
  if (!proved) return html(code_page(*steps, step, *open, {proved.error()}), 422);
  return see_other(steps->path(step.next));
}

Response post_resend(const Site& site, const Request& request, const CodeStep& step) {
  auto steps = steps_of(site, request, step.purpose);
  if (!steps) return error_page(site, request, steps.error());
  auto open = posted_visit(*steps, step.purpose);
  if (!open) return lost_visit(*steps, step.purpose, step.start, open.error());
  if (open->visit.key) return see_other(steps->path(step.next));  // signed in another tab meanwhile
  open->visit.resent = true;
  auto faults = site.request_code(*steps->letter, steps->keys(open->cookie, step.purpose), open->visit);
  if (!faults.empty()) {
    return step.purpose == service::Purpose::sign ? refused(*steps, faults.front())
                                                  : error_page(site, request, faults.front());
  }
  site.mail_was_queued();
  return see_other(steps->path(step.code));
}

}  // namespace ruban::web
