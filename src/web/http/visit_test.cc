// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/visit.h"

#include <gtest/gtest.h>

#include <set>

namespace ruban::web {
namespace {

class Counting final : public crypto::Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = next_++;
  }

 private:
  std::uint8_t next_ = 0;
};

Visit some_visit() {
  Counting random;
  return Visit::begin(random);
}

Request with_cookie(const std::string& cookie) {
  Request request;
  request.method = Method::post;
  request.headers.host = "ruban.example";
  request.headers.cookie = cookie;
  return request;
}

TEST(Visit, Comes_back_from_its_cookie) {
  const auto visit = some_visit();
  EXPECT_EQ(
      visit.set_cookie(),
      "__Host-visit=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8; Path=/; Secure; HttpOnly; SameSite=Lax");
  const auto back = Visit::of(with_cookie("x=1; __Host-visit=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->id(), visit.id());
  EXPECT_EQ(back->csrf_token(), visit.csrf_token());
}

TEST(Visit, A_malformed_cookie_is_no_visit) {
  for (const char* bad : {"", "visit=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "__Host-visit=",
                          "__Host-visit=AAEC", "__Host-visit=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                          "__Host-visit=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9",
                          "__Host-visit=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8A",
                          "__Host-visit=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8; "
                          "__Host-visit=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}) {
    EXPECT_FALSE(Visit::of(with_cookie(bad))) << bad;
  }
}

TEST(Visit, Each_errand_has_a_visit_of_its_own) {
  const auto visit = some_visit();
  const std::set<std::string> ids{to_hex(visit.id().view()), to_hex(visit.id(" sign a").view()),
                                  to_hex(visit.id(" sign b").view()), to_hex(visit.id(" withdraw a").view())};
  EXPECT_EQ(ids.size(), 4u);
  const std::set<std::string> keys{to_hex(visit.box_key().view()), to_hex(visit.box_key(" sign a").view()),
                                   to_hex(visit.box_key(" withdraw a").view())};
  EXPECT_EQ(keys.size(), 3u);
}

TEST(Visit, Each_purpose_has_its_own_secret) {
  const auto visit = some_visit();
  const std::set<std::string> all{to_base64url(visit.id().view()), to_base64url(visit.box_key().view()),
                                  visit.csrf_token(), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"};
  EXPECT_EQ(all.size(), 4u);
  crypto::SystemRandom random;
  EXPECT_NE(Visit::begin(random).id(), visit.id());
}

TEST(Csrf, A_form_of_our_own_passes) {
  const auto visit = some_visit();
  auto request = with_cookie("");
  request.form.fields.add("csrf", visit.csrf_token());
  EXPECT_TRUE(check_csrf(request, visit)) << "a browser without the newer headers";
  request.headers.sec_fetch_site = "same-origin";
  request.headers.origin = "null";
  EXPECT_TRUE(check_csrf(request, visit)) << "what Chromium sends under Referrer-Policy: no-referrer";
  for (const char* own : {"https://ruban.example", "http://ruban.example", "https://RUBAN.example"}) {
    request.headers.origin = own;
    EXPECT_TRUE(check_csrf(request, visit)) << own;
  }
}

TEST(Csrf, A_form_of_somebody_else_is_refused) {
  const auto visit = some_visit();
  auto request = with_cookie("");
  EXPECT_FALSE(check_csrf(request, visit)) << "no token";
  for (std::string wrong : {std::string(), std::string("x"), visit.csrf_token() + "x",
                            visit.csrf_token().substr(1), to_base64url(visit.id().view())}) {
    auto other = with_cookie("");
    other.form.fields.add("csrf", wrong);
    EXPECT_EQ(check_csrf(other, visit).error().kind, Kind::forbidden) << wrong;
  }
  request.form.fields.add("csrf", visit.csrf_token());
  for (const char* site : {"cross-site", "same-site", "x"}) {
    request.headers.sec_fetch_site = site;
    EXPECT_FALSE(check_csrf(request, visit)) << site;
  }
  request.headers.sec_fetch_site = "";
  for (const char* origin : {"https://evil.example", "https://ruban.example.evil.example", "ruban.example",
                             "https://ruban.example:8443", "https://"}) {
    request.headers.origin = origin;
    EXPECT_FALSE(check_csrf(request, visit)) << origin;
  }
}

}  // namespace
}  // namespace ruban::web
