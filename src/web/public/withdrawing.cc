// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/withdrawing.h"

#include <algorithm>
#include <charconv>

#include "service/epochs.h"
#include "signature/key_file.h"
#include "web/pages/withdraw_pages.h"
#include "web/public/code_step.h"
#include "web/public/visiting.h"

namespace ruban::web {
namespace {

// How long the last page waits for the record, so that what is looked at next has counted the withdrawal.
constexpr std::chrono::milliseconds kMostWait{1000};

std::string start_page(const Steps& steps, const Visit& cookie, std::string email,
                       std::vector<Error> errors) {
  WithdrawPage page;
  page.layout = steps.layout("/withdraw");
  page.head = steps.head();
  page.form = {csrf_token(cookie), std::move(errors)};
  page.email = std::move(email);
  const auto& letter = *steps.letter;
  page.own = {letter.row.slug, letter.row.version, letter.id(), letter.row.index, steps.site.policy_text()};
  return render(page, steps.lang);
}

service::Visit begun(const Steps& steps) {
  service::Visit visit;
  visit.purpose = service::Purpose::withdraw;
  visit.slug = steps.letter->row.slug;
  visit.version = steps.letter->row.version;
  visit.language = i18n::tag(steps.lang);
  return visit;
}

// Of an anonymous signature: it counts until the end of the epoch, with those of others.
bool goes_later(const Steps& steps, const std::vector<EntryIndex>& indexes) {
  return std::any_of(indexes.begin(), indexes.end(), [&](auto index) {
    const auto row = steps.site.instance.store.signatures().signature(steps.letter->id(), index);
    return row && row->mode == ledger::Mode::anon && row->state == store::SignatureState::valid;
  });
}

bool still_stands(const Steps& steps, const std::vector<EntryIndex>& indexes) {
  return std::any_of(indexes.begin(), indexes.end(), [&](auto index) {
    const auto row = steps.site.instance.store.signatures().signature(steps.letter->id(), index);
    return row && row->state == store::SignatureState::valid;
  });
}

std::vector<EntryIndex> chosen(const Request& request) {
  std::vector<EntryIndex> out;
  for (auto text : request.form.fields.all("index")) {
    EntryIndex index = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (error == std::errc() && end == text.data() + text.size()) out.push_back(index);
  }
  return out;
}

}  // namespace

Response show_withdraw(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::withdraw);
  if (!steps) return error_page(site, request, steps.error());
  auto cookie = Visit::of(request);
  const bool fresh = !cookie;
  if (fresh) cookie = Visit::begin(site.instance.random);
  auto response = html(start_page(*steps, *cookie, {}, {}));
  return fresh ? std::move(response).with("Set-Cookie", cookie->set_cookie()) : std::move(response);
}

Response post_withdraw_key(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::withdraw);
  if (!steps) return error_page(site, request, steps.error());
  auto cookie = posted_start(request);
  if (!cookie) return error_page(site, request, cookie.error());
  auto visit = begun(*steps);
  if (request.form.file && request.form.file->bytes.size() <= signature::kMaxKeyFile) {
    visit.uploaded_key_file = request.form.file->bytes;
  }
  Result<std::vector<store::SignatureRow>> found =
      fail(Kind::invalid, "Please choose your key file: its name ends in .ruban-key.", "key_file");
  if (!visit.uploaded_key_file.empty()) found = site.withdraw_signature.find(*steps->letter, visit);
  if (!found) {
    auto error = found.error();
    error.field = "key_file";
    return html(start_page(*steps, *cookie, {}, {error}), 422);
  }
  service::keep_visit(site.instance, steps->keys(*cookie, service::Purpose::withdraw), visit);
  return see_other(steps->path("/withdraw/confirm"));
}

Response post_withdraw_address(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::withdraw);
  if (!steps) return error_page(site, request, steps.error());
  auto cookie = posted_start(request);
  if (!cookie) return error_page(site, request, cookie.error());
  auto visit = begun(*steps);
  visit.email = request.form.get("email");
  auto faults = site.request_code(*steps->letter, steps->keys(*cookie, service::Purpose::withdraw), visit);
  if (!faults.empty()) return html(start_page(*steps, *cookie, visit.email, std::move(faults)), 422);
  site.mail_was_queued();
  return see_other(steps->path("/withdraw/code"));
}

Response show_withdraw_code(const Site& site, const Request& request) {
  return show_code(site, request, kWithdrawCode);
}
Response post_withdraw_code(const Site& site, const Request& request) {
  return post_code(site, request, kWithdrawCode);
}
Response post_withdraw_resend(const Site& site, const Request& request) {
  return post_resend(site, request, kWithdrawCode);
}

Response show_withdraw_confirm(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::withdraw);
  if (!steps) return error_page(site, request, steps.error());
  auto open = visit_under_way(*steps, service::Purpose::withdraw);
  if (!open) return lost_visit(*steps, service::Purpose::withdraw, "/withdraw", open.error());
  auto found = site.withdraw_signature.find(*steps->letter, open->visit);
  if (!found && found.error().kind == Kind::gone) return error_page(site, request, found.error());
  if (!found) return see_other(steps->path("/withdraw/code"));
  WithdrawConfirmPage page;
  page.layout = steps->layout("/withdraw/confirm");
  page.head = steps->head();
  page.form = {csrf_token(open->cookie), {}};
  for (const auto& row : *found) page.signatures.push_back({row.index, line_of(row.payload), row.epoch});
  page.by_key = !open->visit.uploaded_key_file.empty();
  return html(render(page, steps->lang));
}

Response post_withdraw_confirm(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::withdraw);
  if (!steps) return error_page(site, request, steps.error());
  auto open = posted_visit(*steps, service::Purpose::withdraw);
  if (!open) return lost_visit(*steps, service::Purpose::withdraw, "/withdraw", open.error());
  const auto indexes = chosen(request);
  auto done =
      site.withdraw_signature(*steps->letter, open->visit, indexes, !request.form.get("erase").empty());
  if (!done) {
    // Pressed twice, the first press has withdrawn it.
    const auto now = visit_under_way(*steps, service::Purpose::withdraw);
    if (now && !indexes.empty() && now->visit.withdrawn == indexes) {
      return see_other(steps->path("/withdraw/done"));
    }
    return error_page(site, request, done.error());
  }
  open->visit.withdrawn = indexes;
  service::keep_visit(site.instance, steps->keys(open->cookie, service::Purpose::withdraw), open->visit);
  return see_other(steps->path("/withdraw/done"));
}

Response show_withdraw_done(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::withdraw);
  if (!steps) return error_page(site, request, steps.error());
  auto open = visit_under_way(*steps, service::Purpose::withdraw);
  if (!open) return lost_visit(*steps, service::Purpose::withdraw, "/withdraw", open.error());
  const bool later = goes_later(*steps, open->visit.withdrawn);
  if (!later && request.waited < kMostWait && still_stands(*steps, open->visit.withdrawn))
    return ask_again([&site](auto again) { site.sequencer.after_round(std::move(again)); });
  WithdrawnPage page;
  page.layout = steps->layout("/withdraw/done");
  page.head = steps->head();
  page.numbers = open->visit.withdrawn;
  if (later) page.until = service::end_of_epoch(steps->letter->entry, site.now());
  page.by_key = !open->visit.uploaded_key_file.empty();
  return html(render(page, steps->lang));
}

}  // namespace ruban::web
