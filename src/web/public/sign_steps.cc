// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/issue_credential.h"
#include "service/prove_entry.h"
#include "signature/key_file.h"
#include "web/pages/sign_pages.h"
#include "web/public/code_step.h"
#include "web/public/signing.h"
#include "web/public/visiting.h"

namespace ruban::web {
namespace {

// How long a signer waits for the number before the page is shown without it.
constexpr std::chrono::milliseconds kMostWait{1000};

SignatoryLine line_of(const signature::Payload& payload) {
  return {payload.name.text(), payload.role ? payload.role->text() : "",
          payload.comment ? payload.comment->text() : ""};
}

std::optional<EntryIndex> number_of(const Steps& steps, const service::Visit& visit) {
  return steps.site.instance.store.signatures().index_of(steps.letter->id(), *visit.key);
}

}  // namespace

Response show_sign_code(const Site& site, const Request& request) {
  return show_code(site, request, kSignCode);
}
Response post_sign_code(const Site& site, const Request& request) {
  return post_code(site, request, kSignCode);
}
Response post_sign_resend(const Site& site, const Request& request) {
  return post_resend(site, request, kSignCode);
}

Response show_sign_preview(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::sign);
  if (!steps) return error_page(site, request, steps.error());
  auto open = visit_under_way(*steps, service::Purpose::sign);
  if (!open) return lost_visit(*steps, service::Purpose::sign, "/sign", open.error());
  if (open->visit.key) return see_other(steps->path("/sign/done"));
  if (!open->visit.proved) return see_other(steps->path("/sign/code"));
  auto signer = service::parse_signer(*steps->letter, open->visit);
  if (!signer) return see_other(steps->path("/sign"));

  PreviewPage page;
  page.layout = steps->layout("/sign/preview");
  page.head = steps->head();
  page.form = {csrf_token(open->cookie), {}};
  page.line = line_of(*signer);
  page.class_label = class_label(*steps->letter, open->visit.issuer, steps->lang);
  page.updates = open->visit.updates;
  page.by_invitation = steps->letter->is_by_invitation(open->visit.issuer);
  return html(render(page, steps->lang));
}

Response post_sign_preview(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::sign);
  if (!steps) return error_page(site, request, steps.error());
  auto open = posted_visit(*steps, service::Purpose::sign);
  if (!open) return lost_visit(*steps, service::Purpose::sign, "/sign", open.error());
  if (open->visit.key) return see_other(steps->path("/sign/done"));  // the button was pressed twice
  if (request.form.get("act") == "change") return see_other(steps->path("/sign"));

  auto outcome =
      site.sign_letter(*steps->letter, steps->keys(open->cookie, service::Purpose::sign), open->visit);
  if (!outcome) return refused(*steps, outcome.error());
  switch (*outcome) {
    case service::SignLetter::Outcome::accepted:
      return see_other(steps->path("/sign/done"));
    case service::SignLetter::Outcome::issued_before: {
      // Pressed twice at once, the other press has signed.
      const auto now = visit_under_way(*steps, service::Purpose::sign);
      return see_other(steps->path(now && now->visit.key ? "/sign/done" : "/sign/already"));
    }
    case service::SignLetter::Outcome::not_on_list:
      return error_page(site, request,
                        service::refusal(service::Grant::not_on_list,
                                         steps->letter->find_issuer(open->visit.issuer)->method));
  }
  return see_other(steps->path("/sign"));
}

Response show_sign_already(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::sign);
  if (!steps) return error_page(site, request, steps.error());
  const auto open = visit_under_way(*steps, service::Purpose::sign);
  const bool invited = open && steps->letter->is_by_invitation(open->visit.issuer);
  return html(render(AlreadySignedPage{steps->layout("/sign/already"), steps->head(), invited}, steps->lang));
}

Response show_sign_done(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::sign);
  if (!steps) return error_page(site, request, steps.error());
  auto open = visit_under_way(*steps, service::Purpose::sign);
  if (!open) return lost_visit(*steps, service::Purpose::sign, "/sign", open.error());
  if (!open->visit.key) return see_other(steps->path("/sign"));
  const auto number = number_of(*steps, open->visit);
  if (!number && request.waited < kMostWait)
    return ask_again([&site](auto again) { site.sequencer.after_round(std::move(again)); });
  ReceiptPage page;
  page.layout = steps->layout("/sign/done");
  page.head = steps->head();
  page.form = {csrf_token(open->cookie), {}};
  if (auto signer = service::parse_signer(*steps->letter, open->visit)) page.line = line_of(*signer);
  page.number = number;
  page.by_invitation = steps->letter->is_by_invitation(open->visit.issuer);
  page.has_pledge = steps->letter->letter.pledge.has_value();
  const auto published = site.instance.store.record().published_checkpoint();
  page.published = page.number && published && *page.number < published->size;
  if (page.published) page.checkpoint = site.foot(*published);
  if (!open->visit.key_file.empty()) page.key_file_until = open->visit.key_file_until;
  return html(render(page, steps->lang));
}

Response get_receipt(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::sign);
  if (!steps) return error_page(site, request, steps.error());
  auto open = visit_under_way(*steps, service::Purpose::sign);
  if (!open) return lost_visit(*steps, service::Purpose::sign, "/sign", open.error());
  auto number = open->visit.key ? number_of(*steps, open->visit) : std::nullopt;
  if (!number) {
    return error_page(
        site, request,
        {Kind::not_found, "This entry isn’t published yet. Please try again in a few seconds.", {}});
  }
  auto proof = service::prove_entry(site.instance, *number);
  if (!proof) return error_page(site, request, proof.error());
  return download(*std::move(proof), "text/plain; charset=utf-8",
                  steps->letter->row.slug + "-" + std::to_string(*number) + ".tlog-proof");
}

Response post_key_file(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::sign);
  if (!steps) return error_page(site, request, steps.error());
  auto open = posted_visit(*steps, service::Purpose::sign);
  if (!open) return lost_visit(*steps, service::Purpose::sign, "/sign", open.error());
  if (open->visit.key_file.empty()) {
    return error_page(site, request, {Kind::gone, "This server doesn’t hold your key file any more.", {}});
  }
  auto file = signature::parse_key_file(open->visit.key_file);
  if (!file) return error_page(site, request, file.error());
  file->index = number_of(*steps, open->visit);
  return download(signature::format(*file).expose(), "application/octet-stream",
                  steps->letter->row.slug + ".ruban-key");
}

Response post_forget_key(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::sign);
  if (!steps) return error_page(site, request, steps.error());
  auto open = posted_visit(*steps, service::Purpose::sign);
  if (!open) return lost_visit(*steps, service::Purpose::sign, "/sign", open.error());
  open->visit.key_file.clear();
  service::keep_visit(site.instance, steps->keys(open->cookie, service::Purpose::sign), open->visit);
  return see_other(steps->path("/sign/done"));
}

}  // namespace ruban::web
