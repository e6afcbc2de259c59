// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fetch/url.h"

#include <gtest/gtest.h>

namespace ruban::fetch {
namespace {

std::string normal(std::string_view text) {
  const auto url = Url::parse(text);
  return url ? url->text() : std::string(url.error().message);
}

TEST(An_url, Has_one_form) {
  EXPECT_EQ(normal("https://Example.ORG"), "https://example.org/");
  EXPECT_EQ(normal("HTTP://example.org:80/a/../b?c=d#e"), "http://example.org/b?c=d");
  EXPECT_EQ(normal("https://example.org:8443/"), "https://example.org:8443/");
  EXPECT_EQ(normal("https://example.org/two words"), "https://example.org/two%20words");
  EXPECT_EQ(normal("http://[2001:DB8::7]/"), "http://[2001:db8::7]/");
  EXPECT_EQ(normal("https://Bücher.example/été?à"), "https://xn--bcher-kva.example/%c3%a9t%c3%a9?%c3%a0");
  EXPECT_EQ(Url::parse("https://example.org/")->port(), 443);
  EXPECT_EQ(Url::parse("http://example.org/")->port(), 80);
  // Numbers in other forms are the address that a connection would be opened to.
  EXPECT_EQ(normal("http://0x7f.1/"), "http://127.0.0.1/");
  EXPECT_EQ(normal("http://2130706433/"), "http://127.0.0.1/");
  EXPECT_EQ(normal("http://１２７.０.０.１/"), "http://127.0.0.1/");
}

TEST(An_url, Of_another_scheme_or_with_a_name_and_password_is_refused) {
  for (const auto* text : {"file:///etc/passwd", "ftp://example.org/", "gopher://example.org/",
                           "data:text/html,x", "javascript:alert(1)", "dict://example.org/"}) {
    EXPECT_FALSE(Url::parse(text)) << text;
  }
  EXPECT_EQ(normal("file:///etc/passwd"), "Only pages at http:// and https:// are read.");
  for (const auto* text :
       {"https://ada@example.org/", "https://ada:pw@example.org/", "https://:pw@example.org/"})
    EXPECT_EQ(normal(text), "An address with a user name or password isn't public. Leave them out.") << text;
}

TEST(An_url, That_is_none_is_refused) {
  for (const auto* text :
       {"", "example.org", "//example.org/", "https://", "http://example.org:0/", "http://example.org:99999/",
        "http://exa mple.org/", "http://example.org/\r\nX: y", "http://example.org/\x01", "http://[::1/",
        "https://\xFF\xFE/", "https://a\xCC\x88\xF0\x9F/"}) {
    EXPECT_FALSE(Url::parse(text)) << text;
  }
  EXPECT_FALSE(Url::parse("https://example.org/" + std::string(Url::kMaxSize, 'x')));
  EXPECT_FALSE(Url::parse(std::string_view("http://example.org/\0x", 21)));
}

TEST(An_url, Leads_on_from_itself) {
  const auto page = Url::parse("https://example.org/a/b?c").value();
  EXPECT_EQ(page.resolve("d")->text(), "https://example.org/a/d");
  EXPECT_EQ(page.resolve("/d")->text(), "https://example.org/d");
  EXPECT_EQ(page.resolve("//example.com/e")->text(), "https://example.com/e");
  EXPECT_EQ(page.resolve("http://example.com/")->text(), "http://example.com/");
  EXPECT_FALSE(page.resolve("file:///etc/passwd"));
  EXPECT_FALSE(page.resolve("https://a:b@example.com/"));
}

}  // namespace
}  // namespace ruban::fetch
