// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/responder.h"

#include <gtest/gtest.h>

#include "store/failure.h"

namespace ruban::web {
namespace {

Answer answer_of(Handler handler) {
  Metrics metrics;
  const Responder responder({}, metrics);
  Router router;
  router.get("/here", std::move(handler));
  auto request = *parse_target(Method::get, "/here");
  return responder.answer(request, router.match(request.method, request.segments));
}

TEST(Responder, A_store_that_is_full_or_busy_is_503_with_Retry_After) {
  const auto answer =
      answer_of([](const Request&) -> Response { throw store::Unavailable("database or disk is full"); });
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.head.find("Retry-After: 2\r\n"), std::string::npos) << answer.head;
  EXPECT_EQ(answer.body.view().find("disk"), std::string_view::npos) << answer.body.view();
}

TEST(Responder, What_breaks_in_a_handler_is_500_and_tells_nothing) {
  const auto answer =
      answer_of([](const Request&) -> Response { throw std::runtime_error("/srv/ruban/ruban.db"); });
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body.view().find("/srv"), std::string_view::npos) << answer.body.view();
}

TEST(Responder, A_public_read_has_a_version_and_others_have_none) {
  const auto on = [](Surface surface, std::string body) {
    return answer_of([=](const Request&) { return text(body).on(surface); }).head;
  };
  const auto version = [](const std::string& head) {
    const auto at = head.find("ETag: ");
    return at == std::string::npos ? std::string() : head.substr(at, head.find('\r', at) - at);
  };
  EXPECT_NE(version(on(Surface::api, "one")), "");
  EXPECT_EQ(version(on(Surface::api, "one")), version(on(Surface::api, "one")));
  EXPECT_NE(version(on(Surface::api, "one")), version(on(Surface::api, "two")));
  for (auto surface : {Surface::personal, Surface::api_call}) EXPECT_EQ(version(on(surface, "one")), "");
  const auto refused =
      answer_of([](const Request&) { return text(std::string("no"), 404).on(Surface::api); });
  EXPECT_EQ(version(refused.head), "");
}

TEST(Responder, What_is_fetched_on_the_way_to_a_signature_is_counted_under_one_word) {
  Metrics metrics;
  const Responder responder({}, metrics);
  Router router;
  const auto file = [](const Request&) { return text(std::string("toml")).on(Surface::api); };
  router.get("/page", file);
  router.get("/files", file, {.counted_alone = false});
  for (const auto* path : {"/page", "/files"}) {
    auto request = *parse_target(Method::get, path);
    EXPECT_EQ(responder.answer(request, router.match(request.method, request.segments)).status, 200);
  }
  EXPECT_NE(metrics.render().find("route=\"/page\""), std::string::npos) << metrics.render();
  EXPECT_NE(metrics.render().find("route=\"personal\""), std::string::npos) << metrics.render();
  EXPECT_EQ(metrics.render().find("/files"), std::string::npos) << metrics.render();
}

}  // namespace
}  // namespace ruban::web
