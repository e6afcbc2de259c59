// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/present_invitation.h"
#include "web/pages/sign_pages.h"
#include "web/public/signing.h"
#include "web/public/visiting.h"

namespace ruban::web {
namespace {

SignPage form_page(const Steps& steps, const Visit& cookie, const service::Visit& typed,
                   std::vector<Error> errors) {
  const auto& letter = *steps.letter;
  SignPage page;
  page.layout = steps.layout("/sign");
  page.head = steps.head();
  page.form = {csrf_token(cookie), std::move(errors)};
  page.constituency = text_in(letter, letter.letter.constituency, steps.lang);
  for (const auto& issuer : letter.letter.issuers) {
    page.issuers.push_back({issuer.label, std::string(class_label(letter, issuer.label, steps.lang)),
                            issuer.method, issuer.domains});
  }
  page.comments = letter.letter.comments;
  page.issuer = typed.issuer;
  page.name = typed.name;
  page.role = typed.role;
  page.comment = typed.comment;
  page.email = typed.email;
  page.invitation = typed.invitation;
  page.updates = typed.updates;
  page.erase_after = steps.site.erase_after;
  page.has_pledge = letter.letter.pledge.has_value();
  page.own = {letter.row.slug, letter.row.version, letter.id(), steps.site.policy_text(),
              letter.entry.allows(ledger::Mode::anon)};
  return page;
}

service::Visit typed_in(const Steps& steps) {
  const auto& form = steps.request.form;
  const auto& letter = *steps.letter;
  service::Visit visit;
  visit.purpose = service::Purpose::sign;
  visit.slug = letter.row.slug;
  visit.version = letter.row.version;
  visit.language = i18n::tag(steps.lang);
  visit.email = form.get("email");
  visit.invitation = form.get("invitation");
  visit.issuer = letter.letter.issuers.size() == 1 ? letter.letter.issuers.front().label : form.get("issuer");
  visit.name = form.get("name");
  visit.role = form.get("role");
  visit.comment = form.get("comment");
  visit.updates = !form.get("updates").empty();
  return visit;
}

// Keeps what was typed, under this cookie: with a code on its way by mail, or proved by an invitation. The
// page to go on with, or the faults.
tl::expected<std::string_view, std::vector<Error>> begin(const Steps& steps, const Visit& cookie,
                                                         const service::Visit& typed) {
  const auto& site = steps.site;
  const auto keys = steps.keys(cookie, service::Purpose::sign);
  // What the chosen group doesn't ask for isn't kept.
  auto visit = typed;
  if (!steps.letter->letter.comments) visit.comment.clear();
  if (steps.letter->is_by_invitation(typed.issuer)) {
    visit.email.clear();
    visit.updates = false;
    auto faults = service::present_invitation(site.instance, site.keys, *steps.letter, keys, visit);
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    return "/sign/preview";
  }
  visit.invitation.clear();
  auto faults = site.request_code(*steps.letter, keys, visit);
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  site.mail_was_queued();
  return "/sign/code";
}

}  // namespace

Response show_sign(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::sign);
  if (!steps) return error_page(site, request, steps.error());
  if (auto open = steps->letter->accepts_signatures(site.now()); !open) return refused(*steps, open.error());
  // The first cookie: from here on there is something to hold together.
  auto cookie = Visit::of(request);
  const bool fresh = !cookie;
  if (fresh) cookie = Visit::begin(site.instance.random);
  service::Visit typed;
  if (auto under_way = visit_under_way(*steps, service::Purpose::sign); under_way && !under_way->visit.key) {
    typed = std::move(under_way->visit);  // come back to change something
  }
  auto response = html(render(form_page(*steps, *cookie, typed, {}), steps->lang));
  return fresh ? std::move(response).with("Set-Cookie", cookie->set_cookie()) : std::move(response);
}

Response post_sign(const Site& site, const Request& request) {
  auto steps = steps_of(site, request, service::Purpose::sign);
  if (!steps) return error_page(site, request, steps.error());
  auto cookie = Visit::of(request);
  if (!cookie) {
    return error_page(site, request,
                      {Kind::forbidden,
                       "Your browser didn’t send the cookie that holds the steps of signing together. "
                       "Please allow it for this site and start again.",
                       {}});
  }
  if (auto ours = check_csrf(request, *cookie); !ours) return error_page(site, request, ours.error());
  if (auto open = steps->letter->accepts_signatures(site.now()); !open) return refused(*steps, open.error());
  // Nobody signs a text unseen: the form says of which version it is.
  const auto version = request.form.get("version");
  if (!version.empty() && version != std::to_string(steps->letter->row.version))
    return obstacle_page(site, request, Obstacle::replaced_meanwhile, steps->path());
  const auto typed = typed_in(*steps);
  // One cookie signs once: what a second signature would overwrite is the key of the first.
  const auto before = visit_under_way(*steps, service::Purpose::sign);
  std::optional<Visit> anew;
  if (before && before->visit.key) anew = Visit::begin(site.instance.random);
  const auto begun = begin(*steps, anew ? *anew : *cookie, typed);
  if (!begun) return html(render(form_page(*steps, *cookie, typed, begun.error()), steps->lang), 422);
  auto response = see_other(steps->path(*begun));
  return anew ? std::move(response).with("Set-Cookie", anew->set_cookie()) : std::move(response);
}

}  // namespace ruban::web
