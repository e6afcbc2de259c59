// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/router.h"

#include <gtest/gtest.h>

namespace ruban::web {
namespace {

Handler says(std::string what) {
  return [what](const Request& request) {
    auto out = what;
    for (const auto& [name, value] : request.parameters) out += " " + name + "=" + value;
    return text(out);
  };
}

std::string ask(const Router& router, Method method, const char* target) {
  const auto response = router.answer(*parse_target(method, target));
  if (response.status != 200) {
    std::string out = std::to_string(response.status);
    for (const auto& [name, value] : response.headers) out += " " + name + ": " + value;
    return out;
  }
  return std::string(response.body.view());
}

Router house() {
  Router router;
  router.get("/{lang:fr|en}/{page}", says("page"))
      .get("/log/tile/{path...}", says("tile"))
      .get("/{lang:fr|en}/about", says("about"))
      .get("/{lang:fr|en}/", says("home"))
      .get("/{any}/about", says("any"))
      .get("/fr/about", says("french"))
      .get("/", says("bare"))
      .get("/log/tile/data/{path...}", says("data"))
      .post("/{lang:fr|en}/letters/{slug}/sign", says("post"))
      .get("/{lang:fr|en}/letters/{slug}/sign", says("form"))
      .options("/api/sign", says("preflight"))
      .post("/api/sign", says("sign"));
  return router;
}

TEST(Router, The_most_literal_pattern_wins) {
  const auto router = house();
  EXPECT_EQ(ask(router, Method::get, "/"), "bare");
  EXPECT_EQ(ask(router, Method::get, "/fr/"), "home lang=fr");
  EXPECT_EQ(ask(router, Method::get, "/fr/about"), "french");
  EXPECT_EQ(ask(router, Method::get, "/en/about"), "about lang=en");
  EXPECT_EQ(ask(router, Method::get, "/de/about"), "any any=de");
  EXPECT_EQ(ask(router, Method::get, "/en/other"), "page lang=en page=other");
  EXPECT_EQ(ask(router, Method::get, "/log/tile/0/x001/067"), "tile path=0/x001/067");
  EXPECT_EQ(ask(router, Method::get, "/log/tile/data/000"), "data path=000");
}

TEST(Router, What_no_pattern_fits_is_not_found) {
  const auto router = house();
  for (const char* target :
       {"/fr", "/de/", "/fr/x/y", "/log/tile", "//", "/en/letters//sign", "/fr/about/"}) {
    EXPECT_EQ(ask(router, Method::get, target), "404") << target;
  }
}

TEST(Router, A_wrong_method_is_told_the_right_ones) {
  const auto router = house();
  EXPECT_EQ(ask(router, Method::post, "/fr/"), "405 Allow: GET, HEAD");
  EXPECT_EQ(ask(router, Method::get, "/api/sign"), "405 Allow: OPTIONS, POST");
  EXPECT_EQ(ask(router, Method::other, "/fr/letters/x/sign"), "405 Allow: POST, GET, HEAD");
}

TEST(Router, Head_is_answered_from_get) {
  EXPECT_EQ(ask(house(), Method::head, "/fr/letters/x/sign"), "form lang=fr slug=x");
}

TEST(Router, The_same_route_twice_is_our_mistake) {
  EXPECT_DEATH(Router().get("/a/{x}", says("")).get("/a/{y}", says("")), "CHECK");
  EXPECT_DEATH(Router().get("a", says("")), "CHECK");
  EXPECT_DEATH(Router().get("/{x...}/b", says("")), "CHECK");
}

}  // namespace
}  // namespace ruban::web
