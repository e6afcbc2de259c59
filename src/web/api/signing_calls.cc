// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/api/signing_calls.h"

#include "service/keep_pledge.h"
#include "service/propose_quote.h"
#include "service/signing_calls.h"
#include "service/subscribe.h"
#include "web/api/reading.h"
#include "web/http/problem.h"

namespace ruban::web {
namespace {

namespace json = boost::json;

// A call as it came, and the letter that it is about.
template <class Call>
struct Asked {
  Call call;
  service::LetterPointer letter;
};

template <class Call>
Result<Asked<Call>> read(const Site& site, const Request& request, Result<Call> (*parse)(std::string_view)) {
  auto call = TRY(parse(request.body));
  auto letter = TRY(letter_in(site, request));
  return Asked<Call>{std::move(call), std::move(letter)};
}

// What another content type brings isn't read: browsers send some of them without asking first.
Response refuse_type() {
  const Error error{Kind::invalid, "A signing call has a body of the type application/json.", {}};
  return problem(error, 415);
}

Response done(const json::object& answer, int status = 200) {
  return web::json(json::serialize(answer) + "\n", status).on(Surface::api_call);
}

json::object accepted_json(const service::Acceptance& acceptance) {
  if (!acceptance.until) return {{"state", "accepted"}};
  return {{"state", "waiting"}, {"until", format_rfc3339(*acceptance.until)}};
}

bool is_call(const Request& request) { return request.is_type("application/json"); }

}  // namespace

Response call_code(const Site& site, const Request& request) {
  if (!is_call(request)) return refuse_type();
  const auto asked = read(site, request, service::parse_code_call);
  if (!asked) return problem(asked.error());
  service::Visit visit;
  visit.purpose = service::Purpose::issue;
  visit.slug = asked->letter->row.slug;
  visit.version = asked->letter->row.version;
  visit.language = asked->call.language;
  visit.email = asked->call.email;
  visit.issuer = asked->call.issuer;
  const auto keys = service::visit_keys(asked->call.visit, asked->letter->id());
  const auto faults = site.request_code(*asked->letter, keys, visit);
  if (!faults.empty()) return problem(faults.front());
  site.mail_was_queued();
  return done({{"state", "asked"}}, 202);
}

Response call_confirm(const Site& site, const Request& request) {
  if (!is_call(request)) return refuse_type();
  const auto asked = read(site, request, service::parse_confirm_call);
  if (!asked) return problem(asked.error());
  const auto keys = service::visit_keys(asked->call.visit, asked->letter->id());
  const auto proved = site.confirm_code(keys, asked->call.code);
  if (!proved) return problem(proved.error());
  return done({{"state", "proved"}});
}

Response call_issue(const Site& site, const Request& request) {
  if (!is_call(request)) return refuse_type();
  const auto asked = read(site, request, service::parse_issue_call);
  if (!asked) return problem(asked.error());
  const auto& call = asked->call;
  const auto& letter = *asked->letter;
  const auto* invitation = std::get_if<eligibility::Invitation>(&call.proof);
  const auto blind_signature =
      invitation != nullptr
          ? site.issue_credential(letter, *invitation, call.issuer, call.blinded)
          : site.issue_credential(
                letter, service::visit_keys(std::get<Secret<service::VisitSecret>>(call.proof), letter.id()),
                call.issuer, call.blinded);
  if (!blind_signature) return problem(blind_signature.error());
  return done({{"blind_sig", to_base64(*blind_signature)}});
}

Response call_news(const Site& site, const Request& request) {
  if (!is_call(request)) return refuse_type();
  const auto asked = read(site, request, service::parse_news_call);
  if (!asked) return problem(asked.error());
  const auto visit = service::visit_keys(asked->call.visit, asked->letter->id());
  const auto subscribed = service::subscribe(site.instance, site.keys, *asked->letter, visit);
  if (!subscribed) return problem(subscribed.error());
  return done({{"state", "subscribed"}});
}

Response call_sign(const Site& site, const Request& request) {
  if (!is_call(request)) return refuse_type();
  auto asked = read(site, request, service::parse_sign_call);
  if (!asked) return problem(asked.error());
  const auto accepted = site.accept_signature(*asked->letter, std::move(asked->call));
  if (!accepted) return problem(accepted.error());
  return done(accepted_json(*accepted));
}

Response call_withdraw(const Site& site, const Request& request) {
  if (!is_call(request)) return refuse_type();
  const auto asked = read(site, request, service::parse_withdraw_call);
  if (!asked) return problem(asked.error());
  const auto accepted = site.accept_withdrawal(*asked->letter, asked->call);
  if (!accepted) return problem(accepted.error());
  return done(accepted_json(*accepted));
}

Response call_kept(const Site& site, const Request& request) {
  if (!is_call(request)) return refuse_type();
  const auto asked = read(site, request, service::parse_kept_call);
  if (!asked) return problem(asked.error());
  const auto kept = service::keep_pledge(site.instance, *asked->letter, asked->call);
  if (!kept) return problem(kept.error());
  return done(accepted_json({}));
}

Response call_quote(const Site& site, const Request& request) {
  if (!is_call(request)) return refuse_type();
  const auto asked = read(site, request, service::parse_quote_call);
  if (!asked) return problem(asked.error());
  const auto proposed =
      service::propose_quote(site.instance, *asked->letter, asked->call.lines, asked->call.text);
  if (!proposed) return problem(proposed.error());
  return done({{"state", "proposed"}});
}

Response call_preflight(const Request&) { return cors_preflight("POST"); }

}  // namespace ruban::web
