// SPDX-License-Identifier: AGPL-3.0-or-later
#include "witness/routes.h"

#include <fmt/format.h>

#include "web/http/metrics.h"
#include "web/http/negotiate.h"
#include "web/pages/paths.h"
#include "web/pages/static_files.h"
#include "web/pages/witness_page.h"

namespace ruban::witness {
namespace {

using web::Request;
using web::Response;
using web::Surface;

Response add_checkpoint(Witness& witness, const Request& request) {
  auto answer = witness.add_checkpoint(request.body);
  return web::binary(std::move(answer.body), std::move(answer.content_type))
      .on(Surface::api_call)
      .with_status(answer.status);
}

Response checkpoint(const Witness& witness, const Request& request) {
  auto note = witness.checkpoint(request.parameter("hash"));
  if (!note) return web::problem(note.error());
  return web::text(*std::move(note)).on(Surface::api);
}

// "ORIGIN SIZE TIME" of each log.
Response logs(const Witness& witness, const Request&) {
  std::string out;
  for (const auto& watched : witness.watched()) {
    out += fmt::format("{} {} {}\n", watched.log.key.name(), watched.seen.size,
                       watched.anything ? format_rfc3339(watched.time) : "-");
  }
  return web::text(std::move(out)).on(Surface::api);
}

Response page(const Witness& witness, const About& about, i18n::Lang lang) {
  web::WitnessPage page;
  page.name = witness.verifier().name();
  page.run_by = about.run_by;
  page.contact = about.contact;
  page.key = witness.verifier().text();
  page.policy = policy_line(witness.verifier(), about.url);
  if (about.recounts) page.recount_promise = witness.recount_promise();
  for (const auto& watched : witness.watched()) {
    const auto& origin = watched.log.key.name();
    page.logs.push_back({origin, watched.log.url, fmt::format("/{}/checkpoint", hash_of_origin(origin)),
                         watched.seen.size, watched.time, watched.anything});
  }
  return web::html(render(page, lang)).on(Surface::page);
}

Response static_file(const Request& request) {
  const auto* file = web::find_static_file(request.path);
  if (file == nullptr) return web::problem({Kind::not_found, "There is no such file.", {}});
  return web::binary(std::string(file->bytes), std::string(file->content_type))
      .on(file->immutable ? Surface::immutable : Surface::api);
}

}  // namespace

std::string policy_line(const ledger::VerifierKey& key, const std::string& url) {
  return fmt::format("witness {} {} {}", key.name(), key.text(), url);
}

web::Router routes(Witness& witness, const About& about) {
  web::Router router;
  router.post("/add-checkpoint", [&](const Request& request) { return add_checkpoint(witness, request); },
              {.body_limit = ledger::kMaxAddCheckpointBytes, .reads_form = false});
  router.get("/{hash}/checkpoint", [&](const Request& request) { return checkpoint(witness, request); });
  router.get("/key",
             [&](const Request&) { return web::text(witness.verifier().text() + "\n").on(Surface::api); });
  router.get("/logs", [&](const Request& request) { return logs(witness, request); });
  for (const auto lang : i18n::kLangs) {
    router.get(web::path_in(lang, "/"), [&, lang](const Request&) { return page(witness, about, lang); });
  }
  router.get("/", [](const Request& request) {
    return web::to_language(web::path_in(i18n::choose(request.headers.accept_language), "/"));
  });
  for (const auto& file : web::static_files()) router.get(file.path, static_file);
  router.get("/healthz", [](const Request&) { return web::json(web::health_body("ok")); });
  return router;
}

}  // namespace ruban::witness
