// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/keeping.h"

#include "service/keep_pledge.h"
#include "signature/key_file.h"
#include "web/pages/pledge_pages.h"
#include "web/public/visiting.h"

namespace ruban::web {
namespace {

using service::Purpose;

// How long the last page waits for the record.
constexpr std::chrono::milliseconds kMostWait{1000};

std::string key_page(const Steps& steps, const Visit& cookie, std::vector<Error> errors) {
  PledgeKeyPage page;
  page.layout = steps.layout("/pledge/key");
  page.head = steps.head();
  page.form = {csrf_token(cookie), std::move(errors)};
  return render(page, steps.lang);
}

service::Visit begun(const Steps& steps) {
  service::Visit visit;
  visit.purpose = Purpose::keep;
  visit.slug = steps.letter->row.slug;
  visit.version = steps.letter->row.version;
  visit.language = i18n::tag(steps.lang);
  return visit;
}

}  // namespace

Response show_pledge_key(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, Purpose::keep);
  if (!steps) return error_page(site, request, steps.error());
  auto cookie = Visit::of(request);
  const bool fresh = !cookie;
  if (fresh) cookie = Visit::begin(site.instance.random);
  auto response = html(key_page(*steps, *cookie, {}));
  return fresh ? std::move(response).with("Set-Cookie", cookie->set_cookie()) : std::move(response);
}

Response post_pledge_key(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, Purpose::keep);
  if (!steps) return error_page(site, request, steps.error());
  auto cookie = posted_start(request);
  if (!cookie) return error_page(site, request, cookie.error());
  auto visit = begun(*steps);
  if (request.form.file && request.form.file->bytes.size() <= signature::kMaxKeyFile)
    visit.uploaded_key_file = request.form.file->bytes;
  Result<store::SignatureRow> found =
      fail(Kind::invalid, "Please choose your key file: its name ends in .ruban-key.", "key_file");
  if (!visit.uploaded_key_file.empty())
    found = service::may_keep_pledge(site.instance, *steps->letter, visit.uploaded_key_file);
  if (!found) {
    auto error = found.error();
    error.field = "key_file";
    return html(key_page(*steps, *cookie, {error}), 422);
  }
  service::keep_visit(site.instance, steps->keys(*cookie, Purpose::keep), visit);
  return see_other(steps->path("/pledge/confirm"));
}

Response show_pledge_confirm(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, Purpose::keep);
  if (!steps) return error_page(site, request, steps.error());
  auto open = visit_under_way(*steps, Purpose::keep);
  if (!open) return lost_visit(*steps, Purpose::keep, "/pledge/key", open.error());
  if (open->visit.kept) return see_other(steps->path("/pledge/done"));
  const auto row = service::may_keep_pledge(site.instance, *steps->letter, open->visit.uploaded_key_file);
  if (!row) return error_page(site, request, row.error());
  PledgeConfirmPage page;
  page.layout = steps->layout("/pledge/confirm");
  page.head = steps->head();
  page.form = {csrf_token(open->cookie), {}};
  page.text = text_in(*steps->letter, steps->letter->letter.pledge->text, steps->lang);
  page.number = row->index;
  page.line = line_of(row->payload);
  page.epoch = row->epoch;
  return html(render(page, steps->lang));
}

Response post_pledge_confirm(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, Purpose::keep);
  if (!steps) return error_page(site, request, steps.error());
  auto open = posted_visit(*steps, Purpose::keep);
  if (!open) return lost_visit(*steps, Purpose::keep, "/pledge/key", open.error());
  auto& visit = open->visit;
  if (!visit.kept) {  // pressed twice, the first press has said it
    const auto kept = service::keep_pledge_with(site.instance, *steps->letter, visit.uploaded_key_file);
    if (!kept) return error_page(site, request, kept.error());
    visit.kept = *kept;
    visit.uploaded_key_file.clear();
    service::keep_visit(site.instance, steps->keys(open->cookie, Purpose::keep), visit);
  }
  return see_other(steps->path("/pledge/done"));
}

Response show_pledge_done(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, Purpose::keep);
  if (!steps) return error_page(site, request, steps.error());
  auto open = visit_under_way(*steps, Purpose::keep);
  if (!open) return lost_visit(*steps, Purpose::keep, "/pledge/key", open.error());
  if (!open->visit.kept) return see_other(steps->path("/pledge/confirm"));
  const auto row = site.instance.store.signatures().signature(steps->letter->id(), *open->visit.kept);
  const bool is_there = row && row->kept;
  if (!is_there && request.waited < kMostWait)
    return ask_again([&site](auto again) { site.sequencer.after_round(std::move(again)); });
  PledgeDonePage page;
  page.layout = steps->layout("/pledge/done");
  page.head = steps->head();
  page.number = *open->visit.kept;
  if (is_there) page.entry = row->kept;
  return html(render(page, steps->lang));
}

}  // namespace ruban::web
