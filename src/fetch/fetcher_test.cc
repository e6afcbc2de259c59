// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fetch/fetcher.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <sstream>

#include "tests/mail/child_process.h"

namespace ruban::fetch {
namespace {

class FixedClock : public Clock {
 public:
  Instant now() const override { return parse_rfc3339("2018-06-19T14:00:00Z").value(); }
};

IpAddress loopback() { return IpAddress::v4({127, 0, 0, 1}); }

class Fetching : public testing::Test {
 protected:
  Policy policy() const { return {.also = {{loopback(), static_cast<std::uint16_t>(std::stoi(port_))}}}; }
  Result<Fetched> fetch(const std::string& path, Limits limits = {}) const {
    return Fetcher(clock_, policy(), limits)(site_ + path);
  }
  Error fault(const std::string& path, Limits limits = {}) const {
    const auto fetched = fetch(path, limits);
    EXPECT_FALSE(fetched) << path;
    return fetched ? Error{} : fetched.error();
  }
  Error fault_of(const std::string& url, const Policy& policy) const {
    const auto fetched = Fetcher(clock_, policy)(url);
    EXPECT_FALSE(fetched) << url;
    return fetched ? Error{} : fetched.error();
  }
  std::string requests_seen() const { return fetch("/seen")->page().body; }

  FixedClock clock_;
  mail::test::ChildProcess server_{{"/usr/bin/env", "python3", RUBAN_FETCH_TESTS "/rude_server.py"}};
  std::string port_ = server_.read_line();
  std::string site_ = "http://127.0.0.1:" + port_;
};

constexpr std::string_view kInside =
    "This address doesn't lead to the public web but into a network of its own, so it wasn't asked.";
constexpr std::string_view kPage = "<!doctype html><title>A page</title><p>Words.";

TEST_F(Fetching, A_page_comes_with_every_byte_of_question_and_answer) {
  const auto fetched = fetch("/page#part");
  ASSERT_TRUE(fetched) << fetched.error().message;
  ASSERT_EQ(fetched->exchanges.size(), 1U);
  const auto& page = fetched->page();
  EXPECT_EQ(page.url, site_ + "/page");
  EXPECT_EQ(page.address, loopback());
  EXPECT_EQ(page.at, clock_.now());
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.head,
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 45\r\n\r\n");
  EXPECT_EQ(page.body, kPage);
  EXPECT_EQ(page.request, "GET /page HTTP/1.1\r\nHost: 127.0.0.1:" + port_ +
                              "\r\nUser-Agent: Ruban (evidence capture)\r\n"
                              "Accept: text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1\r\n"
                              "Accept-Encoding: gzip\r\n\r\n");
}

TEST_F(Fetching, The_server_sees_no_more_of_us_than_the_request_that_is_kept) {
  const auto page = fetch("/to?/page");
  ASSERT_TRUE(page);
  const auto seen = requests_seen();
  EXPECT_TRUE(seen.starts_with(page->exchanges[0].request + page->exchanges[1].request)) << seen;
  EXPECT_EQ(seen.find("Referer"), std::string::npos);
}

TEST_F(Fetching, A_page_that_is_gone_is_an_answer) {
  EXPECT_EQ(fetch("/gone")->page().status, 410);
  EXPECT_EQ(fetch("/nowhere")->page().status, 404);
}

TEST_F(Fetching, Redirects_are_kept_each_with_its_answer) {
  const auto fetched = fetch("/count?5");
  ASSERT_TRUE(fetched) << fetched.error().message;
  ASSERT_EQ(fetched->exchanges.size(), 6U);
  EXPECT_EQ(fetched->exchanges[0].url, site_ + "/count?5");
  EXPECT_EQ(fetched->exchanges[4].status, 301);
  EXPECT_EQ(fetched->page().url, site_ + "/page");
  EXPECT_EQ(fetch("/packed-redirect")->page().body, kPage);
}

TEST_F(Fetching, A_sixth_redirect_is_not_followed) {
  EXPECT_EQ(fault("/count?6").message, "The server sends us on too many times.");
}

TEST_F(Fetching, A_redirect_loop_ends) {
  for (const auto* path : {"/circle", "/to?/circle", "/circle#part"})
    EXPECT_EQ(fault(path).message, "The server sends us in a circle.") << path;
}

TEST_F(Fetching, A_redirect_to_a_file_is_refused) {
  const auto error = fault("/to?file:///etc/passwd");
  EXPECT_EQ(error.message, "Only pages at http:// and https:// are read.");
  EXPECT_EQ(error.field, "redirect");
}

TEST_F(Fetching, A_redirect_to_another_scheme_is_refused) {
  for (const auto* to : {"ftp://example.org/", "gopher://127.0.0.1/x", "data:text/html,x",
                         "javascript:alert(1)", "dict://127.0.0.1/"}) {
    EXPECT_EQ(fault(std::string("/to?") + to).kind, Kind::invalid) << to;
  }
}

TEST_F(Fetching, A_redirect_with_a_password_is_refused) {
  EXPECT_EQ(fault("/to?http://ada:pw@example.org/").message,
            "An address with a user name or password isn't public. Leave them out.");
}

TEST_F(Fetching, A_redirect_to_the_loopback_is_refused) {
  for (const auto* to :
       {"http://127.0.0.1/", "https://127.0.0.1/", "http://127.1/", "http://0x7f000001/",
        "http://2130706433/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/"}) {
    const auto error = fault(std::string("/to?") + to);
    EXPECT_EQ(error.kind, Kind::forbidden) << to;
    EXPECT_EQ(error.message, kInside) << to;
    EXPECT_EQ(error.field, "redirect");
  }
}

TEST_F(Fetching, A_redirect_to_the_clouds_own_address_is_refused) {
  EXPECT_EQ(fault("/to?http://169.254.169.254/latest/meta-data/").message, kInside);
  EXPECT_EQ(fault("/to?http://[fd00:ec2::254]/").message, kInside);
}

TEST_F(Fetching, A_redirect_to_another_port_of_an_allowed_address_is_refused) {
  mail::test::ChildProcess other{{"/usr/bin/env", "python3", RUBAN_FETCH_TESTS "/rude_server.py"}};
  const auto error = fault("/to?http://127.0.0.1:" + other.read_line() + "/page");
  EXPECT_EQ(error.kind, Kind::forbidden);
  EXPECT_EQ(error.message, "Only the web's own ports are asked: 80 for http, 443 for https.");
}

TEST_F(Fetching, A_name_that_resolves_to_the_loopback_is_refused) {
  for (const auto* name : {"localhost", "evidence.localhost"}) {
    const auto error = fault_of(std::string("http://") + name + "/", {});
    EXPECT_EQ(error.message, kInside) << name;
    EXPECT_EQ(error.field, "url");
    // Where something does listen, too: the port is allowed, the address isn't.
    const Policy port_alone{.ports = {static_cast<std::uint16_t>(std::stoi(port_))}};
    EXPECT_EQ(fault_of(std::string("http://") + name + ":" + port_ + "/page", port_alone).message, kInside);
  }
  EXPECT_EQ(requests_seen().find("/page"), std::string::npos);  // and nothing came there
}

TEST_F(Fetching, Of_the_addresses_of_a_name_only_allowed_ones_are_asked) {
  const auto fetched = Fetcher(clock_, policy())("http://localhost:" + port_ + "/page");
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_EQ(fetched->page().address, loopback());
}

TEST_F(Fetching, A_name_that_nobody_has_is_not_found) {
  EXPECT_EQ(fault_of("http://nobody.invalid/", {}).kind, Kind::not_found);
}

TEST_F(Fetching, A_proxy_of_the_environment_is_not_asked) {
  const auto proxy = site_ + "/proxy";
  for (const auto* name : {"http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"})
    setenv(name, proxy.c_str(), 1);
  const auto error = fault_of("http://127.0.0.1/", {});
  const auto page = fetch("/page");
  for (const auto* name : {"http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"}) unsetenv(name);
  EXPECT_EQ(error.message, kInside);
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->page().request.starts_with("GET /page "));
}

TEST_F(Fetching, A_packed_page_stays_packed) {
  const auto page = fetch("/gzip");
  ASSERT_TRUE(page);
  EXPECT_NE(page->page().body, kPage);
  EXPECT_EQ(content_of(parse_head(page->page().head).value(), page->page().body, 1'000), std::string(kPage));
}

TEST_F(Fetching, A_page_packed_in_an_unknown_way_is_kept_as_it_came) {
  EXPECT_EQ(fetch("/brotli")->page().body.size(), 9U);
}

TEST_F(Fetching, Chunks_are_kept_as_they_came) {
  for (const auto* path : {"/chunks", "/chunks-and-trailer"}) {
    const auto page = fetch(path);
    ASSERT_TRUE(page) << page.error().message;
    EXPECT_TRUE(page->page().body.find("\r\n0\r\n") != std::string::npos) << page->page().body;
    EXPECT_EQ(page->page().head.find("X-Later:"), std::string::npos);
    EXPECT_EQ(content_of(parse_head(page->page().head).value(), page->page().body, 1'000),
              std::string(kPage));
  }
}

TEST_F(Fetching, Hints_before_the_answer_are_not_the_answer) {
  const auto page = fetch("/hints");
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->page().status, 200);
  EXPECT_EQ(page->page().head, "HTTP/1.1 200 OK\r\nContent-Length: 45\r\n\r\n");
}

TEST_F(Fetching, A_gigabyte_in_a_megabyte_ends_at_the_limit) {
  const auto error = fault("/bomb");
  EXPECT_EQ(error.kind, Kind::too_large);
  EXPECT_EQ(error.message, "The server's answer is larger than it may be once it is unpacked.");
}

TEST_F(Fetching, An_endless_stream_ends_at_the_limit) {
  const Limits limits{.wire = 1 << 20};
  EXPECT_EQ(fault("/endless", limits).message, "The server's answer is larger than it may be.");
  EXPECT_EQ(fault("/endless-chunks", limits).message, "The server's answer is larger than it may be.");
}

TEST_F(Fetching, A_length_over_the_limit_is_refused_before_it_comes) {
  EXPECT_EQ(fault("/said-to-be-large").kind, Kind::too_large);
}

TEST_F(Fetching, The_limit_holds_for_all_answers_together) {
  EXPECT_EQ(fault("/to?/page", {.wire = 49}).kind, Kind::too_large);
  EXPECT_TRUE(fetch("/to?/page", {.wire = 50}));
}

TEST_F(Fetching, Endless_headers_end_at_the_limit) {
  for (const auto* path : {"/endless-headers", "/endless-header", "/endless-waiting"})
    EXPECT_EQ(fault(path).message, "The headers of the server's answer are larger than they may be.") << path;
}

TEST_F(Fetching, A_slow_drip_ends_with_the_time) {
  EXPECT_EQ(fault("/drip", {.silence = std::chrono::seconds(1)}).kind, Kind::busy);
  EXPECT_EQ(fault("/drip", {.whole = std::chrono::milliseconds(300)}).message,
            "The server is too slow. Try again in a while.");
}

TEST_F(Fetching, A_silent_server_ends_with_the_time) {
  EXPECT_EQ(fault("/silent", {.whole = std::chrono::milliseconds(300)}).kind, Kind::busy);
}

TEST_F(Fetching, An_answer_that_breaks_off_is_no_answer) {
  for (const auto* path : {"/too-short", "/nothing"})
    EXPECT_EQ(fault(path).message, "The server broke off before the end of its answer. Try again in a while.")
        << path;
  EXPECT_FALSE(fetch("/short-chunks"));
  EXPECT_FALSE(fetch("/broken-chunks"));
}

TEST_F(Fetching, What_follows_the_length_that_was_said_is_not_part_of_the_page) {
  EXPECT_EQ(fetch("/too-long")->page().body, "four");
}

TEST_F(Fetching, What_is_not_HTTP_is_refused) { EXPECT_EQ(fault("/no-http").kind, Kind::invalid); }

TEST_F(Fetching, A_server_that_does_not_listen_is_asked_again_later) {
  server_.kill();
  EXPECT_EQ(fault("/page").kind, Kind::busy);
}

class Real_nginx : public testing::Test {
 protected:
  Real_nginx() {
    std::istringstream(server_.read_line()) >> plain_ >> tls_ >> certificate_;
    policy_.also = {{loopback(), plain_}, {loopback(), tls_}};
  }
  ~Real_nginx() override {
    server_.close_input();
    server_.wait();
    std::filesystem::remove_all(folder_);
  }
  static std::filesystem::path folder() {
    std::string name = (std::filesystem::temp_directory_path() / "ruban-fetch-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    std::filesystem::permissions(name, std::filesystem::perms(0755));
    std::ofstream(std::filesystem::path(name) / "page.html") << "<p>Words, " << std::string(1'000, 'x');
    return name;
  }
  std::string url(const std::string& path) const {
    return "http://localhost:" + std::to_string(plain_) + path;
  }

  FixedClock clock_;
  std::filesystem::path folder_ = folder();
  mail::test::ChildProcess server_{
      {"/usr/bin/env", "python3", RUBAN_FETCH_TESTS "/nginx_server.py", folder_.string()}};
  std::uint16_t plain_ = 0, tls_ = 0;
  std::string certificate_;
  Policy policy_;
};

TEST_F(Real_nginx, Serves_a_page_behind_a_redirect) {
  const auto fetched = Fetcher(clock_, policy_)(url("/old.html"));
  ASSERT_TRUE(fetched) << fetched.error().message;
  ASSERT_EQ(fetched->exchanges.size(), 2U);
  EXPECT_EQ(fetched->exchanges[0].status, 301);
  EXPECT_EQ(fetched->page().status, 200);
  EXPECT_TRUE(fetched->page().body.starts_with("<p>Words"));
}

TEST_F(Real_nginx, Packs_a_page_in_chunks) {
  const auto fetched = Fetcher(clock_, policy_)(url("/packed/page.html"));
  ASSERT_TRUE(fetched) << fetched.error().message;
  const auto head = parse_head(fetched->page().head).value();
  EXPECT_EQ(head.value("transfer-encoding"), "chunked");
  EXPECT_EQ(head.value("content-encoding"), "gzip");
  EXPECT_TRUE(content_of(head, fetched->page().body, 10'000)->starts_with("<p>Words"));
}

TEST_F(Real_nginx, Is_believed_over_TLS_only_with_a_certificate_that_is_trusted) {
  const auto stranger = Fetcher(clock_, policy_)(url("/secure"));
  ASSERT_FALSE(stranger);
  EXPECT_EQ(
      stranger.error(),
      (Error{Kind::invalid, "The server's certificate isn't valid, so nothing was fetched.", "redirect"}));
  const auto known = Fetcher(clock_, policy_, {}, certificate_)(url("/secure"));
  ASSERT_TRUE(known) << known.error().message;
  EXPECT_TRUE(known->page().url.starts_with("https://localhost:"));
  EXPECT_TRUE(known->page().body.starts_with("<p>Words"));
}

TEST_F(Real_nginx, Is_asked_by_a_detour_for_its_own_name_and_no_other) {
  policy_.detour = {"localhost", {loopback(), tls_}};
  const auto known = Fetcher(clock_, policy_, {}, certificate_)("https://localhost/page.html");
  ASSERT_TRUE(known) << known.error().message;
  EXPECT_EQ(known->page().url, "https://localhost/page.html");
  EXPECT_TRUE(known->page().body.starts_with("<p>Words"));
  // The certificate is still the host's, the guard still asked, and other names lead where they lead.
  policy_.detour->host = "mine.example";
  EXPECT_EQ(Fetcher(clock_, policy_, {}, certificate_)("https://mine.example/page.html").error().message,
            "The server's certificate isn't valid, so nothing was fetched.");
  EXPECT_EQ(Fetcher(clock_, policy_, {}, certificate_)("https://localhost/page.html").error().message,
            kInside);
  policy_.also.clear();
  EXPECT_EQ(Fetcher(clock_, policy_, {}, certificate_)("https://mine.example/").error().kind,
            Kind::forbidden);
}

}  // namespace
}  // namespace ruban::fetch
