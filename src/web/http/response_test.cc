// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/response.h"

#include <gtest/gtest.h>

#include <thread>

#include "web/http/metrics.h"
#include "web/http/page_cache.h"
#include "web/http/problem.h"
#include "web/http/security_headers.h"
#include "web/http/status.h"
#include "web/http/wire.h"

namespace ruban::web {
namespace {

using namespace std::literals;

TEST(Status, Every_kind_has_one) {
  const std::pair<Kind, int> all[] = {
      {Kind::invalid, 422},   {Kind::unauthorised, 403}, {Kind::forbidden, 403},
      {Kind::not_found, 404}, {Kind::gone, 410},         {Kind::conflict, 409},
      {Kind::too_large, 413}, {Kind::too_many, 429},     {Kind::busy, 503}};
  for (const auto& [kind, status] : all) {
    EXPECT_EQ(status_of(kind), status);
    EXPECT_NE(reason_of(status), "Status");
  }
}

TEST(Problem, Is_json_that_says_what_is_wrong) {
  EXPECT_EQ(problem_json({Kind::not_found, "There is no such letter.", ""}),
            R"({"type":"about:blank","title":"Not Found","status":404,"detail":"There is no such letter."})");
  EXPECT_EQ(
      problem_json({Kind::invalid, "Too long.", "na\"me\n"}),
      R"({"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"Too long.","field":"na\"me\n"})");
}

TEST(SecurityHeaders, Every_surface_has_the_strict_ones) {
  for (auto surface : {Surface::personal, Surface::page, Surface::embed, Surface::api, Surface::api_call,
                       Surface::immutable}) {
    const auto block = security_headers(surface);
    for (auto wanted :
         {"Content-Security-Policy: default-src 'none'"sv, "X-Content-Type-Options: nosniff\r\n"sv,
          "Referrer-Policy: no-referrer\r\n"sv, "Cache-Control: "sv, "Cross-Origin-Resource-Policy: "sv}) {
      EXPECT_NE(block.find(wanted), block.npos) << wanted;
    }
    // A frame brings its styles along, and may run nothing at all.
    const bool own_styles = block.find("style-src 'sha256-") != block.npos;
    EXPECT_EQ(own_styles, surface == Surface::embed);
    EXPECT_EQ(block.find("unsafe"), block.npos);
    EXPECT_FALSE(own_styles && block.find("script-src") != block.npos);
    EXPECT_EQ(block.find("Server:"), block.npos);
    const bool may_be_stored = block.find("no-store") == block.npos;
    EXPECT_EQ(may_be_stored, is_public(surface));
    EXPECT_EQ(block.find("frame-ancestors *") != block.npos, surface == Surface::embed);
  }
}

TEST(Head, A_line_break_in_a_value_writes_no_header) {
  const auto head = head_of(see_other("/x\r\nSet-Cookie: a=b"), 0, false);
  EXPECT_EQ(head.find("Set-Cookie"), head.npos);
  const auto name = head_of(download(""s, "text/plain", "a\"\r\nb/c.txt"), 0, false);
  EXPECT_NE(name.find("filename=\"a___b_c.txt\""), name.npos);
}

TEST(Head, Vary_is_one_line) {
  auto response = html(std::string(1000, 'x')).on(Surface::page).with("Vary", "Accept-Language");
  const auto head = head_of(response, 1000, false);
  EXPECT_NE(head.find("Vary: Accept-Encoding, Accept-Language\r\n"), head.npos);
  EXPECT_EQ(head.find("Vary"), head.rfind("Vary"));
}

TEST(Head, Personal_pages_are_never_compressed) {
  EXPECT_FALSE(may_compress(html(std::string(1000, 'x'))));
  EXPECT_TRUE(may_compress(html(std::string(1000, 'x')).on(Surface::page)));
  EXPECT_FALSE(may_compress(html("short"s).on(Surface::page)));
  EXPECT_FALSE(may_compress(binary(std::string(1000, 'x'), "image/png").on(Surface::page)));
}

TEST(ETag, Is_found_in_a_list) {
  for (const char* yes :
       {"\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*", "\"abc-gz\"", "W/\"x\" , W/\"abc-gz\""}) {
    EXPECT_TRUE(has_version(yes, "abc")) << yes;
  }
  for (const char* no : {"", "abc", "\"ab\"", "\"abcd\"", "\"", "\"\"", "W/", "\"abc", "\"gz\""}) {
    EXPECT_FALSE(has_version(no, "abc")) << no;
  }
  EXPECT_FALSE(has_version("*", "")) << "what has no version can't be the same";
}

TEST(PageCache, A_page_is_ready_in_every_encoding) {
  const CachedPage page(html(std::string(2000, 'x')).on(Surface::page).tagged("v1"));
  const auto& plain = page.choose("", "");
  EXPECT_EQ(plain.status, 200);
  EXPECT_EQ(plain.bytes.substr(plain.head), "\r\n" + std::string(2000, 'x'));
  EXPECT_NE(plain.bytes.find("ETag: \"v1\"\r\n"), plain.bytes.npos);
  const auto& small = page.choose("gzip, br", "\"v0\"");
  EXPECT_LT(small.bytes.size(), plain.bytes.size());
  EXPECT_NE(small.bytes.find("Content-Encoding: gzip\r\n"), small.bytes.npos);
  EXPECT_NE(small.bytes.find("ETag: \"v1-gz\"\r\n"), small.bytes.npos);
  for (const char* seen : {"\"v1\"", "\"v1-gz\"", "*"}) {
    const auto& same = page.choose("gzip", seen);
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.bytes.substr(same.head), "\r\n");
  }
  EXPECT_DEATH(CachedPage(html("mine"s)), "CHECK") << "a personal page must not be cached";
  EXPECT_DEATH(CachedPage(html("x"s, 404).on(Surface::page)), "CHECK");
}

TEST(PageCache, Changes_show_together) {
  PageCache cache;
  PageCache::Reader reader(cache);
  EXPECT_EQ(reader.find("/a"), nullptr);
  cache.put("/a", html("1"s).on(Surface::page).tagged("1"));
  cache.put("/b", html("1"s).on(Surface::page).tagged("1"));
  ASSERT_NE(reader.find("/a"), nullptr);
  EXPECT_EQ(reader.find("/a?x"), nullptr);
  const auto held = *reader.find("/a");
  PageCache::Changes changes;
  changes.emplace_back("/a", std::make_shared<const CachedPage>(html("2"s).on(Surface::page).tagged("2")));
  changes.emplace_back("/b", nullptr);
  cache.update(std::move(changes));
  EXPECT_EQ((*reader.find("/a"))->etag(), "2");
  EXPECT_EQ(reader.find("/b"), nullptr);
  EXPECT_EQ(held->etag(), "1") << "who is still writing it keeps it";
  EXPECT_EQ(cache.pages(), 1u);
  EXPECT_GT(cache.bytes(), 0u);
  cache.clear();
  EXPECT_EQ(reader.find("/a"), nullptr);
}

TEST(PageCache, Readers_and_writers_go_together) {
  PageCache cache;
  cache.put("/a", html("0"s).on(Surface::page).tagged("0"));
  std::thread writer([&] {
    for (int i = 1; i <= 200; ++i) cache.put("/a", html("x"s).on(Surface::page).tagged(std::to_string(i)));
  });
  std::vector<std::thread> readers;
  for (int t = 0; t < 3; ++t) {
    readers.emplace_back([&] {
      PageCache::Reader reader(cache);
      for (int last = 0; last < 200;) {
        const auto* page = reader.find("/a");
        ASSERT_NE(page, nullptr);
        const int seen = std::stoi(std::string((*page)->etag()));
        ASSERT_GE(seen, last);
        last = seen;
      }
    });
  }
  writer.join();
  for (auto& reader : readers) reader.join();
}

TEST(Metrics, Are_readable_by_prometheus) {
  Metrics metrics;
  metrics.count_request("/{lang:fr|en}/", 200);
  metrics.count_request("/{lang:fr|en}/", 204);
  metrics.count_request("/{lang:fr|en}/", 404);
  metrics.count_cached(304);
  metrics.counter("mail_sent_total", "Mails sent.") += 3;
  metrics.gauge("queue", "Requests that wait.", [] { return 1.5; });
  EXPECT_EQ(metrics.render(),
            "# HELP ruban_http_requests_total Requests answered, by route pattern and status class.\n"
            "# TYPE ruban_http_requests_total counter\n"
            "ruban_http_requests_total{route=\"cached\",status=\"3xx\"} 1\n"
            "ruban_http_requests_total{route=\"/{lang:fr|en}/\",status=\"2xx\"} 2\n"
            "ruban_http_requests_total{route=\"/{lang:fr|en}/\",status=\"4xx\"} 1\n"
            "# HELP ruban_mail_sent_total Mails sent.\n# TYPE ruban_mail_sent_total "
            "counter\nruban_mail_sent_total 3\n"
            "# HELP ruban_queue Requests that wait.\n# TYPE ruban_queue gauge\nruban_queue 1.5\n");
}

}  // namespace
}  // namespace ruban::web
