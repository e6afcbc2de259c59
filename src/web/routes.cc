// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/routes.h"

#include "service/signing_calls.h"
#include "store/failure.h"
#include "web/api/api.h"
#include "web/api/signing_calls.h"
#include "web/http/metrics.h"
#include "web/http/negotiate.h"
#include "web/pages/paths.h"
#include "web/pages/static_files.h"
#include "web/public/answering.h"
#include "web/public/keeping.h"
#include "web/public/pages.h"
#include "web/public/press_files.h"
#include "web/public/signing.h"
#include "web/public/unsubscribing.h"
#include "web/public/withdrawing.h"

namespace ruban::web {
namespace {

Response show_static_file(const Request& request) {
  const auto* file = find_static_file(request.path);
  if (file == nullptr) return problem({Kind::not_found, "There is no such file.", {}});
  return binary(std::string(file->bytes), std::string(file->content_type))
      .on(file->immutable ? Surface::immutable : Surface::api);
}

// What a browser fetches before it blinds, or to leave a statement: the second of that says who signed.
constexpr RouteOptions kOnTheWay{.counted_alone = false};

// A bare path leads to the visitor's language.
Response choose_language(const Request& request) {
  return to_language(path_in(i18n::choose(request.headers.accept_language), request.path) +
                     meant_by_link(request));
}

}  // namespace

Router routes(const Site& site) {
  using Page = Response (*)(const Site&, const Request&);
  Router router;
  auto bound = [&site](Page page) {
    return [&site, page](const Request& request) {
      try {
        return page(site, request);
      } catch (const store::Unavailable&) {  // rolled back: nothing happened, and it may work in a moment
        const Error busy{
            Kind::busy, "The server can’t store anything right now. Nothing was lost; please try again.", {}};
        return is_for_machines(request.path) ? problem(busy) : error_page(site, request, busy);
      }
    };
  };
  auto get = [&](const std::string& path, Page page) { router.get(path, bound(page)); };
  auto get_on_the_way = [&](const std::string& path, Page page) { router.get(path, bound(page), kOnTheWay); };
  auto post = [&](const std::string& path, Page page) { router.post(path, bound(page)); };

  get("/{lang:fr|en}/", show_home);
  get("/{lang:fr|en}/about", show_about);
  get("/{lang:fr|en}/verify", show_verify);
  if (site.demonstration()) get("/{lang:fr|en}/demo/mail", show_demo_mail);

  // A letter's pages exist under its slug, for the newest version, and under each version.
  for (const std::string letter :
       {"/{lang:fr|en}/letters/{slug}", "/{lang:fr|en}/letters/{slug}/{version}"}) {
    get(letter, show_letter);
    get(letter + "/signatures", show_signatures);
    get(letter + "/figures", show_figures);
    get(letter + "/history", show_history);
    get(letter + "/demands", show_demands);
    get(letter + "/answers", show_answers);
    get(letter + "/news", show_news);
    get(letter + "/evidence", show_evidence);
    get(letter + "/evidence/{number}", show_piece);
    get(letter + "/sign", show_sign);
    post(letter + "/sign", post_sign);
    get(letter + "/sign/code", show_sign_code);
    post(letter + "/sign/code", post_sign_code);
    post(letter + "/sign/resend", post_sign_resend);
    get(letter + "/sign/preview", show_sign_preview);
    post(letter + "/sign/preview", post_sign_preview);
    get(letter + "/sign/already", show_sign_already);
    get(letter + "/sign/done", show_sign_done);
    get(letter + "/sign/receipt", get_receipt);
    post(letter + "/sign/key", post_key_file);
    post(letter + "/sign/key/forget", post_forget_key);
    get_on_the_way(letter + "/quote", show_quote);
    get(letter + "/pledge", show_pledge);
    get(letter + "/pledge/key", show_pledge_key);
    post(letter + "/pledge/key", post_pledge_key);
    get(letter + "/pledge/confirm", show_pledge_confirm);
    post(letter + "/pledge/confirm", post_pledge_confirm);
    get(letter + "/pledge/done", show_pledge_done);
    get(letter + "/withdraw", show_withdraw);
    post(letter + "/withdraw/key", post_withdraw_key);
    post(letter + "/withdraw/address", post_withdraw_address);
    get(letter + "/withdraw/code", show_withdraw_code);
    post(letter + "/withdraw/code", post_withdraw_code);
    post(letter + "/withdraw/resend", post_withdraw_resend);
    get(letter + "/withdraw/confirm", show_withdraw_confirm);
    post(letter + "/withdraw/confirm", post_withdraw_confirm);
    get(letter + "/withdraw/done", show_withdraw_done);
    get(letter + "/unsubscribe/{token}", show_unsubscribe);
    post(letter + "/unsubscribe/{token}", post_unsubscribe);
    get(letter + "/answer", show_answer_code);
    post(letter + "/answer", post_answer_code);
    get(letter + "/answer/write", show_answer);
    router.post(letter + "/answer/write", bound(post_answer), kAnswerForm);
    get(letter + "/answer/preview", show_answer_preview);
    post(letter + "/answer/preview", post_answer_preview);
    get(letter + "/answer/done", show_answered);
  }

  // What other sites' scripts read: they may have to ask first.
  const auto read = [&](const std::string& path, Page page, RouteOptions options = {}) {
    router.get(path, bound(page), options);
    router.options(path, [](const Request&) { return cors_preflight("GET, HEAD"); });
  };
  read("/api/v1/letters", api_letters);
  read("/api/v1/letters/{slug}", api_letter, kOnTheWay);
  read("/api/v1/letters/{slug}/count", api_count);
  read("/api/v1/letters/{slug}/proof", api_proof);
  read("/api/v1/letters/{slug}/signatures", api_signatures);
  read("/api/v1/letters/{slug}/quotes", api_quotes);
  read("/api/v1/letters/{slug}/statements", api_statements);
  read("/api/v1/documents/{sha256}", api_document);
  read("/api/v1/letters/{slug}/signatures.csv", api_signatures_csv);
  const auto call = [&](const std::string& name, Page page, std::size_t most) {
    const auto path = "/api/v1/letters/{slug}/" + name;
    router.post(path, bound(page), {.body_limit = most, .reads_form = false});
    router.options(path, call_preflight);
  };
  call("code", call_code, service::kMostCallBytes);
  call("confirm", call_confirm, service::kMostCallBytes);
  call("issue", call_issue, service::kMostCallBytes);
  call("news", call_news, service::kMostCallBytes);
  call("sign", call_sign, service::kSignCallBytes);
  call("withdraw", call_withdraw, service::kMostCallBytes);
  call("kept", call_kept, service::kMostCallBytes);
  call("quote", call_quote, service::kSignCallBytes);
  get_on_the_way("/letters/{slug}/{version}/files/{name}", show_letter_file);
  read("/letters/{slug}/curve.svg", get_curve_svg);
  read("/letters/{slug}/curve.png", get_curve_png);
  read("/letters/{slug}/curve.csv", get_curve_csv);
  read("/letters/{slug}/curve.json", get_curve_json);
  read("/letters/{slug}/badge.svg", get_badge);
  read("/letters/{slug}/feed.atom", get_feed);
  get("/embed/{slug}", show_embed);
  read("/api/v1/entries/{index}", api_entry, kOnTheWay);
  read("/api/v1/entries/{index}/proof", api_entry_proof, kOnTheWay);
  read("/log/checkpoint", log_checkpoint, kOnTheWay);
  read("/log/policy", log_policy, kOnTheWay);
  read("/log/tile/{path...}", log_tile, kOnTheWay);
  get("/client/{sha256}", client_file);

  for (const std::string path :
       {"/", "/about", "/verify", "/letters/{slug}", "/letters/{slug}/{rest...}", "/demo/mail"}) {
    router.get(path, choose_language);
  }
  for (const auto& file : static_files()) router.get(file.path, show_static_file, kOnTheWay);
  router.get("/healthz", [](const Request&) { return json(health_body("ok")); });
  return router;
}

}  // namespace ruban::web
