// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "raw_client.h"
#include "running_server.h"

namespace ruban::web {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

TEST(Serving, A_cached_page_comes_with_its_headers) {
  RunningServer server;
  RawClient client(server.port());
  const auto page = client.ask(get("/page"));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, std::string(12'000, 'p'));
  EXPECT_EQ(page.headers.at("ETag"), "\"v1\"");
  EXPECT_EQ(page.headers.at("Vary"), "Accept-Encoding");
  EXPECT_THAT(page.headers.at("Date"),
              ContainsRegex("^[A-Z][a-z][a-z], [0-9][0-9] [A-Z][a-z][a-z] 20[0-9][0-9] "
                            "[0-9][0-9]:[0-9][0-9]:[0-9][0-9] GMT$"));
  EXPECT_THAT(page.headers.at("Content-Security-Policy"), HasSubstr("default-src 'none'"));
  EXPECT_EQ(page.headers.count("Server"), 0u);
  EXPECT_EQ(page.headers.count("Connection"), 0u);
}

TEST(Serving, A_cookie_or_any_other_header_does_not_keep_a_page_from_the_cache) {
  RunningServer server;
  RawClient client(server.port());
  EXPECT_EQ(
      client.ask(get("/page", "Cookie: __Host-visit=abc\r\nUser-Agent: x\r\nAuthorization: y\r\n")).status,
      200);
  EXPECT_THAT(server.metrics.render(), HasSubstr("{route=\"cached\",status=\"2xx\"} 1\n"));
  EXPECT_EQ(client.ask(get("/page?x=1")).status, 404) << "a query asks the router";
}

TEST(Serving, Who_has_the_version_gets_304) {
  RunningServer server;
  RawClient client(server.port());
  for (const char* target : {"/page", "/public"}) {
    const auto tag = client.ask(get(target)).headers.at("ETag");
    const auto same = client.ask(get(target, "If-None-Match: " + tag + "\r\n"));
    EXPECT_EQ(same.status, 304) << target;
    EXPECT_EQ(same.headers.at("ETag"), tag);
    EXPECT_EQ(same.headers.count("Content-Length"), 0u);
    EXPECT_EQ(client.ask(get(target, "If-None-Match: \"other\"\r\n")).status, 200);
  }
}

TEST(Serving, Public_text_is_compressed_for_who_wants_it) {
  RunningServer server;
  RawClient client(server.port());
  for (const char* target : {"/page", "/public"}) {
    const auto small = client.ask(get(target, "Accept-Encoding: br, gzip\r\n"));
    EXPECT_EQ(small.headers.at("Content-Encoding"), "gzip") << target;
    EXPECT_LT(small.body.size(), 200u);
    EXPECT_THAT(small.headers.at("ETag"), HasSubstr("-gz\""));
    EXPECT_EQ(client.ask(get(target, "Accept-Encoding: gzip;q=0\r\n")).headers.count("Content-Encoding"), 0u);
    EXPECT_EQ(
        client.ask(get(target, "Accept-Encoding: gzip\r\nIf-None-Match: \"v1-gz\", \"v7-gz\"\r\n")).status,
        304);
  }
  EXPECT_EQ(client.ask(get("/large", "Accept-Encoding: gzip\r\n")).headers.count("Content-Encoding"), 0u)
      << "a personal answer isn't compressed";
}

TEST(Serving, Head_is_get_without_its_body) {
  RunningServer server;
  RawClient client(server.port());
  for (const char* target : {"/page", "/public", "/hello/you"}) {
    const std::string line = std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    auto with = client.ask("GET " + line).headers;
    auto without = client.ask("HEAD " + line, true).headers;
    with.erase("Date");
    without.erase("Date");
    EXPECT_EQ(with, without) << target;
  }
  EXPECT_EQ(client.ask(get("/hello/again")).body, "Hello again ") << "no byte of a body was left behind";
}

TEST(Serving, Parameters_and_forms_reach_the_handler) {
  RunningServer server;
  RawClient client(server.port());
  EXPECT_EQ(client.ask(get("/hello/%C3%A9?q=a+b")).body, "Hello \xC3\xA9 a b");
  EXPECT_EQ(client.ask(post("/form", "name=Ada+L")).body, "Ada L");
  EXPECT_EQ(
      client
          .ask(post("/form", "--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAda\r\n--B--\r\n",
                    "multipart/form-data; boundary=B"))
          .body,
      "Ada");
  EXPECT_EQ(client.ask(post("/echo", "{\"a\":1}", "application/json")).body, "{\"a\":1}");
  EXPECT_EQ(client.ask(post("/echo", "")).body, "");
}

TEST(Serving, Chunked_bodies_are_read) {
  RunningServer server;
  RawClient client(server.port());
  const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 2; ++i) EXPECT_EQ(client.ask(head + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").body, "abcde");
}

TEST(Serving, A_client_that_waits_for_100_is_told_to_go_on) {
  RunningServer server;
  RawClient client(server.port());
  const std::string head =
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
  EXPECT_EQ(client.ask(head).status, 100);
  EXPECT_EQ(client.ask("hello").body, "hello");
  const auto refused =
      client.ask("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(refused.status, 413) << "or told not to";
}

TEST(Serving, Requests_on_one_connection_are_answered_in_order) {
  RunningServer server;
  RawClient client(server.port());
  std::string all;
  for (int i = 0; i < 200; ++i) all += i % 3 == 0 ? get("/page") : get("/hello/" + std::to_string(i));
  client.send(all);
  for (int i = 0; i < 200; ++i) {
    const auto expected = i % 3 == 0 ? std::string(12'000, 'p') : "Hello " + std::to_string(i) + " ";
    ASSERT_EQ(client.read().body, expected) << i;
  }
}

TEST(Serving, A_request_may_arrive_byte_by_byte) {
  RunningServer server;
  RawClient client(server.port());
  for (char byte : "\r\n\r\n" + get("/page") + post("/echo", "slow")) ASSERT_TRUE(client.send({&byte, 1}));
  EXPECT_EQ(client.read().status, 200);
  EXPECT_EQ(client.read().body, "slow");
}

TEST(Serving, Old_clients_get_what_they_expect) {
  RunningServer server;
  {
    RawClient client(server.port());
    const auto page = client.ask("GET /page HTTP/1.0\r\n\r\n");
    EXPECT_EQ(page.headers.at("Connection"), "close");
    EXPECT_TRUE(client.is_closed_by_server());
  }
  RawClient client(server.port());
  for (const char* target : {"/page", "/hello/x", "/page"}) {
    const auto kept =
        client.ask("GET " + std::string(target) + " HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
    EXPECT_EQ(kept.headers.at("Connection"), "keep-alive");
  }
}

TEST(Serving, Close_means_close) {
  RunningServer server;
  for (const char* target : {"/page", "/hello/x", "/nowhere"}) {
    RawClient client(server.port());
    EXPECT_EQ(client.ask(get(target, "Connection: close\r\n") + get("/page")).headers.at("Connection"),
              "close");
    EXPECT_TRUE(client.is_closed_by_server()) << "what follows isn't answered";
  }
}

TEST(Serving, An_unknown_path_is_404_and_a_wrong_method_405) {
  RunningServer server;
  RawClient client(server.port());
  EXPECT_EQ(client.ask(get("/nowhere")).status, 404);
  EXPECT_EQ(client.ask(post("/nowhere", "a=1")).status, 404);
  for (const char* method : {"PUT", "DELETE", "PATCH", "TRACE", "FROBNICATE", "POST", "OPTIONS"}) {
    const auto wrong = client.ask(std::string(method) + " /hello/x HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(wrong.status, 405) << method;
    EXPECT_EQ(wrong.headers.at("Allow"), "GET, HEAD");
  }
  EXPECT_EQ(client.ask(get("/form")).headers.at("Allow"), "POST");
  EXPECT_EQ(client.ask(get("/page")).status, 200) << "the connection goes on";
}

TEST(Serving, An_exception_is_a_500_that_shows_nothing_of_the_inside) {
  RunningServer server;
  RawClient client(server.port());
  for (const char* target : {"/broken", "/very-broken"}) {
    const auto broken = client.ask(get(target));
    EXPECT_EQ(broken.status, 500);
    EXPECT_EQ(broken.body, "Internal Server Error\n");
    EXPECT_EQ(broken.headers.at("Cache-Control"), "no-store");
  }
  EXPECT_EQ(client.ask(get("/page")).status, 200);
}

TEST(Serving, The_error_page_is_the_sites_own) {
  ServerOptions options;
  options.error_page = [](const Request& request, int status, const Error& error) {
    if (request.headers.accept_language == "break") throw std::runtime_error("no page");
    return html("<p>" + std::to_string(status) + " " + request.headers.accept_language +
                std::string(error.message));
  };
  RunningServer server(options);
  RawClient client(server.port());
  const auto missing = client.ask(get("/nowhere", "Accept-Language: fr\r\n"));
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.body, "<p>404 frThere is no page at this address.");
  EXPECT_THAT(client.ask(get("/broken", "Accept-Language: en\r\n")).body, HasSubstr("<p>500 en"));
  const auto bare = client.ask(get("/broken", "Accept-Language: break\r\n"));
  EXPECT_EQ(bare.status, 500);
  EXPECT_EQ(bare.body, "Internal Server Error\n");
}

TEST(Serving, The_api_gets_problem_json) {
  RunningServer server;
  RawClient client(server.port());
  const auto missing = client.ask(get("/api/v1/nothing"));
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.headers.at("Content-Type"), "application/problem+json");
  EXPECT_EQ(missing.headers.at("Access-Control-Allow-Origin"), "*");
  EXPECT_THAT(missing.body, HasSubstr("\"status\":404"));
  const auto busy = client.ask(get("/busy"));
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.headers.at("Retry-After"), "2");
}

TEST(Serving, Metrics_name_routes_and_never_paths) {
  RunningServer server;
  RawClient client(server.port());
  client.ask(get("/hello/somebody?q=private"));
  client.ask(get("/public/somebody"));
  client.ask(get("/nowhere/somebody"));
  const auto metrics = server.metrics.render();
  EXPECT_THAT(metrics, HasSubstr("{route=\"/public/{name}\",status=\"2xx\"} 1\n"));
  EXPECT_THAT(metrics, HasSubstr("{route=\"personal\",status=\"2xx\"} 1\n"));
  EXPECT_THAT(metrics, Not(HasSubstr("hello"))) << "what belongs to one visitor is counted together";
  EXPECT_THAT(metrics, HasSubstr("{route=\"none\",status=\"4xx\"} 1\n"));
  EXPECT_THAT(metrics, Not(HasSubstr("somebody")));
  EXPECT_THAT(metrics, Not(HasSubstr("private")));
}

TEST(Serving, A_page_that_is_replaced_is_always_whole) {
  RunningServer server;
  std::thread writer([&] {
    for (int i = 0; i < 300; ++i) {
      const auto digit = static_cast<char>('0' + i % 10);
      server.cache.put("/page",
                       html(std::string(static_cast<std::size_t>(20'000 + i), digit)).on(Surface::page));
    }
  });
  RawClient client(server.port());
  for (int i = 0; i < 300; ++i) {
    const auto page = client.ask(get("/page"));
    ASSERT_EQ(page.status, 200);
    ASSERT_EQ(page.body, std::string(page.body.size(), page.body.front()));
  }
  writer.join();
}

TEST(Serving, A_busy_port_shows_at_the_start) {
  RunningServer server;
  ServerOptions options;
  options.port = server.port();
  EXPECT_THROW(Server(options, Router(), server.cache, server.metrics), std::system_error);
  options.address = "not an address";
  EXPECT_THROW(Server(options, Router(), server.cache, server.metrics), std::system_error);
}

}  // namespace
}  // namespace ruban::web
