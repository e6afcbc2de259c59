// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "raw_client.h"
#include "running_server.h"

namespace ruban::web {
namespace {

TEST(BadRequests, Are_answered_400_and_closed) {
  RunningServer server;
  for (const std::string& bad :
       {std::string("\0\0\0\0\r\n\r\n", 8), std::string("GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 34),
        std::string("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", 29), std::string("\x16\x03\x01\x02\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\n\r\n"), std::string("GET / HTTP/3\r\nHost: a\r\n\r\n"),
        std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), get("/page", "X: a\r\n folded\r\n"),
        get("/page", "Host: other\r\n"), get("/page", "Content-Length: 1\r\nContent-Length: 2\r\n"),
        get("/page", "X : a\r\n"), std::string("hello\r\n\r\n")}) {
    RawClient client(server.port());
    const auto answer = client.ask(bad + get("/page"));
    EXPECT_EQ(answer.status, 400) << bad;
    EXPECT_EQ(answer.headers.at("Connection"), "close");
    client.finish_sending();
    EXPECT_TRUE(client.is_closed_by_server()) << "nothing after it is answered";
  }
}

TEST(BadRequests, With_a_bad_target_are_answered_400) {
  RunningServer server;
  RawClient client(server.port());
  for (const char* bad :
       {"/%00", "/%", "/a%2fb", "/../x", "/%FF", "/page?x=%zz", "*", "/x%0d%0aSet-Cookie:%20a=b"}) {
    EXPECT_EQ(client.ask(get(bad)).status, 400) << bad;
  }
  EXPECT_EQ(client.ask(get("/page")).status, 200);
}

// Each is two readings of one text: whoever takes the second would answer "/page", hidden in the body.
TEST(BadRequests, Cannot_smuggle_another_request) {
  RunningServer server;
  const std::string hidden = get("/page");
  for (const std::string& lines :
       {std::string("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n"),
        std::string("Transfer-Encoding: chunked\r\nContent-Length: 6\r\n"),
        std::string("Content-Length: 0\r\nContent-Length: 6\r\n"), std::string("Content-Length: 6, 0\r\n"),
        std::string("Transfer-Encoding: xchunked\r\n"),
        std::string("Transfer-Encoding: chunked, identity\r\n"),
        std::string("Transfer-Encoding:\r\n chunked\r\n"), std::string("Transfer-Encoding: identity\r\n"),
        std::string("Transfer-Encoding : chunked\r\n"), std::string("Content-Length: +6\r\n"),
        std::string("X: y\nContent-Length: 6\r\n")}) {
    RawClient client(server.port());
    const auto answer =
        client.ask("POST /echo HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n0\r\n\r\n" + hidden + hidden);
    EXPECT_EQ(answer.status, 400) << lines;
    client.finish_sending();
    EXPECT_TRUE(client.is_closed_by_server()) << lines;
  }
}

TEST(BadRequests, A_body_on_a_cached_page_is_not_the_next_request) {
  RunningServer server;
  RawClient client(server.port());
  const std::string hidden = get("/hello/hidden");
  const auto first = client.ask(get("/page", "Content-Length: " + std::to_string(hidden.size()) + "\r\n") +
                                hidden + get("/hello/next"));
  EXPECT_EQ(first.status, 404) << "the router knows no such page, and its body was read";
  EXPECT_EQ(client.read().body, "Hello next ");
}

TEST(BadRequests, Ten_thousand_header_lines_are_too_many) {
  RunningServer server;
  RawClient client(server.port());
  std::string lines;
  for (int i = 0; i < 10'000; ++i) lines += "X-" + std::to_string(i) + ": y\r\n";
  EXPECT_EQ(client.ask(get("/page", lines)).status, 431);
  EXPECT_EQ(RawClient(server.port()).ask(get("/page", "X: " + std::string(17'000, 'x') + "\r\n")).status,
            431);
  EXPECT_EQ(RawClient(server.port()).ask("GET /" + std::string(20'000, 'x')).status, 414);
  EXPECT_EQ(RawClient(server.port()).ask(get("/page", "X: " + std::string(16'000, 'x') + "\r\n")).status,
            200);
}

TEST(BadRequests, A_body_over_its_limit_is_413) {
  RunningServer server;
  {
    RawClient client(server.port());
    EXPECT_EQ(client.ask(post("/small", "0123456789")).body, "0123456789");
    EXPECT_EQ(client.ask(post("/small", "0123456789a")).status, 413);
    client.finish_sending();
    EXPECT_TRUE(client.is_closed_by_server());
  }
  RawClient sender(server.port());
  EXPECT_EQ(sender.ask(post("/echo", std::string(64 * 1024, 'x'), "text/plain")).body.size(), 64u * 1024);
  EXPECT_EQ(sender.ask(post("/echo", std::string(3 << 20, 'x'))).status, 413)
      << "read to its end, though it is thrown away";
  RawClient announcing(server.port());
  EXPECT_EQ(announcing.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999\r\n\r\n").status,
            413);
  RawClient chunking(server.port());
  std::string chunks;
  for (int i = 0; i < 70; ++i) chunks += "400\r\n" + std::string(1024, 'x') + "\r\n";
  EXPECT_EQ(
      chunking.ask("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks).status,
      413);
}

TEST(BadRequests, Broken_chunks_are_400) {
  RunningServer server;
  const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string& bad :
       {std::string("zz\r\n\r\n"), std::string("-1\r\n\r\n"), std::string("3\r\nabcdefgh\r\n"),
        "1;" + std::string(20'000, 'x'), "0\r\n" + std::string(20'000, 'x')}) {
    RawClient client(server.port());
    EXPECT_EQ(client.ask(head + bad).status, 400) << bad.substr(0, 20);
  }
}

TEST(BadRequests, A_form_that_is_no_form_is_refused_before_the_handler) {
  RunningServer server;
  RawClient client(server.port());
  EXPECT_EQ(client.ask(post("/form", "name=%FF")).status, 400);
  EXPECT_EQ(client.ask(post("/form", "name=%")).status, 400);
  EXPECT_EQ(client.ask(post("/form", "x", "multipart/form-data")).status, 400);
  EXPECT_EQ(client.ask(post("/form", "name=" + std::string(17'000, 'x'))).status, 413);
  EXPECT_EQ(client.ask(post("/form", "name=ok")).body, "ok");
}

TEST(BadRequests, A_truncated_one_harms_nobody) {
  RunningServer server;
  const auto whole = post("/echo", "0123456789");
  for (std::size_t cut = 1; cut < whole.size(); cut += 7) {
    RawClient client(server.port());
    client.send(whole.substr(0, cut));
    client.finish_sending();
    EXPECT_TRUE(client.is_closed_by_server()) << cut;
  }
  EXPECT_EQ(RawClient(server.port()).ask(get("/page")).status, 200);
}

TEST(BadRequests, Who_leaves_before_the_answer_harms_nobody) {
  RunningServer server;
  {
    RawClient client(server.port());
    client.send(get("/wait") + get("/large"));
    server.gate.wait_for(1);
  }
  server.gate.open();
  EXPECT_EQ(RawClient(server.port()).ask(get("/page")).status, 200);
}

}  // namespace
}  // namespace ruban::web
