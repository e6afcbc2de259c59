// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/request.h"

#include <gtest/gtest.h>

#include "web/http/cookie.h"

namespace ruban::web {
namespace {

TEST(Target, Is_decoded_into_segments_and_query) {
  const auto request = parse_target(Method::get, "/fr/letters/%C3%A9t%C3%A9?after=3&limit=%32");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->path, "/fr/letters/%C3%A9t%C3%A9");
  EXPECT_EQ(request->segments, (std::vector<std::string>{"fr", "letters", "\xC3\xA9t\xC3\xA9"}));
  EXPECT_EQ(request->query.get("after"), "3");
  EXPECT_EQ(request->query.get("limit"), "2");
  EXPECT_EQ(parse_target(Method::get, "/fr/")->segments, (std::vector<std::string>{"fr", ""}));
  EXPECT_EQ(parse_target(Method::get, "/")->segments, (std::vector<std::string>{""}));
}

TEST(Target, Tricks_are_refused) {
  for (const char* bad :
       {"",      "*",      "fr",          "http://x/", "//\x01", "/a b",     "/%",      "/%2",       "/%zz",
        "/%00",  "/a%2Fb", "/%2e%2E/etc", "/..",       "/./x",   "/a/../b",  "/%FF",    "/\xC3\xA9", "/a%0Ab",
        "/a%7F", "/a#b",   "/a\\b",       "/a<b",      "/a?x=%", "/a?x=%00", "/a?x=%FF"}) {
    EXPECT_FALSE(parse_target(Method::get, bad)) << bad;
  }
}

TEST(Target, Query_has_limits) {
  std::string many = "/?";
  for (int i = 0; i < 51; ++i) many += "a=1&";
  EXPECT_FALSE(parse_target(Method::get, many));
}

TEST(Cookie, Is_found_by_its_whole_name) {
  EXPECT_EQ(find_cookie("a=1; __Host-visit=abc; b=2", "__Host-visit"), "abc");
  EXPECT_EQ(find_cookie("a=1;b=2", "b"), "2");
  EXPECT_EQ(find_cookie("  a=  ", "a"), "");
  EXPECT_EQ(find_cookie("a=x=y", "a"), "x=y");
  for (const char* none : {"", ";", "=", "a", "A=1", "xa=1", "a =1", "ab=1", ";;;"}) {
    EXPECT_FALSE(find_cookie(none, "a")) << none;
  }
}

TEST(Cookie, Planted_twice_or_malformed_counts_as_none) {
  EXPECT_FALSE(find_cookie("a=1; a=2", "a"));
  EXPECT_FALSE(find_cookie("a=1; a=1", "a"));
  for (const char* bad : {"a=\"1\"", "a=1,2", "a=1 2", "a=1\\2", "a=\xC3\xA9", "a=\x7F"}) {
    EXPECT_FALSE(find_cookie(bad, "a")) << bad;
  }
}

TEST(Cookie, Is_set_with_the_strictest_attributes) {
  EXPECT_EQ(set_cookie("__Host-visit", "abc"), "__Host-visit=abc; Path=/; Secure; HttpOnly; SameSite=Lax");
  EXPECT_EQ(clear_cookie("__Host-visit"), "__Host-visit=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
  EXPECT_DEATH(set_cookie("visit", "abc"), "CHECK");
  EXPECT_DEATH(set_cookie("__Host-visit", "a;b"), "CHECK");
  EXPECT_DEATH(set_cookie("__Host-visit", "a\r\nb"), "CHECK");
}

TEST(FormBody, Is_read_by_its_type) {
  Request request;
  request.body = "a=1";
  EXPECT_TRUE(parse_form_body(request));
  EXPECT_TRUE(request.form.fields.empty());
  request.headers.content_type = "Application/X-WWW-Form-Urlencoded; charset=utf-8";
  EXPECT_TRUE(parse_form_body(request));
  EXPECT_EQ(request.form.get("a"), "1");
  request.body = "a=%";
  EXPECT_FALSE(parse_form_body(request));
  request.headers.content_type = "multipart/form-data";
  EXPECT_FALSE(parse_form_body(request));
  EXPECT_TRUE(request.is_type("multipart/form-data"));
  EXPECT_FALSE(request.is_type("multipart/form"));
}

}  // namespace
}  // namespace ruban::web
