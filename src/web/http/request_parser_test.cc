// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/request_parser.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ruban::web {
namespace {

bool parses(const std::string& head) {
  RequestParser parser;
  return head_length(head) == head.size() && parser.parse_head(head);
}

std::string get_with(const std::string& lines) { return "GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n"; }
std::string post_with(const std::string& lines) { return "POST / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n"; }

TEST(RequestHead, Fields_are_read) {
  const std::string text =
      "GET /fr/?x=1 HTTP/1.1\r\nhost: ruban.example:8080\r\nCOOKIE: "
      "a=b\r\nAccept-Language:fr\r\nAccept-Encoding:  gzip \t\r\n"
      "If-None-Match: \"x\"\r\nUser-Agent: someone\r\nX-Forwarded-For: 203.0.113.1\r\nAccept: text/html\r\n"
      "Sec-Fetch-Site: none\r\nOrigin: null\r\n\r\n";
  RequestParser parser;
  ASSERT_TRUE(parser.parse_head(text));
  EXPECT_EQ(parser.head().method, Method::get);
  EXPECT_EQ(parser.head().target, "/fr/?x=1");
  const auto headers = parser.headers();
  EXPECT_EQ(headers.host, "ruban.example:8080");
  EXPECT_EQ(headers.cookie, "a=b");
  EXPECT_EQ(headers.accept_language, "fr");
  EXPECT_EQ(headers.accept_encoding, "gzip");
  EXPECT_EQ(headers.if_none_match, "\"x\"");
  EXPECT_EQ(headers.sec_fetch_site, "none");
  EXPECT_EQ(headers.origin, "null");
  EXPECT_TRUE(parser.is_done());
  EXPECT_TRUE(parser.keep_alive());
}

TEST(RequestHead, Its_end_is_found_wherever_reading_stopped) {
  const std::string text = get_with("");
  for (std::size_t seen = 0; seen < text.size(); ++seen) {
    EXPECT_EQ(head_length(text.substr(0, seen)), 0u);
    EXPECT_EQ(head_length(text + "more", seen), text.size());
  }
}

TEST(RequestHead, An_absolute_target_replaces_the_host) {
  RequestParser parser;
  const std::string text = "GET HTTP://other.example/a?b HTTP/1.1\r\nHost: a\r\n\r\n";
  ASSERT_TRUE(parser.parse_head(text));
  EXPECT_EQ(parser.head().target, "/a?b");
  EXPECT_EQ(parser.head().host, "other.example");
  EXPECT_FALSE(parses("GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n"));
  EXPECT_FALSE(parses("GET http://a\"b/ HTTP/1.1\r\nHost: a\r\n\r\n"));
}

TEST(RequestHead, Malformed_ones_are_refused) {
  ASSERT_TRUE(parses(get_with("")));
  for (const std::string& bad : {std::string("GET\r\n\r\n"),
                                 std::string("GET /\r\n\r\n"),
                                 std::string("\r\n\r\n"),
                                 std::string("GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
                                 std::string("GET / HTTP/1.2\r\nHost: a\r\n\r\n"),
                                 std::string("GET / http/1.1\r\nHost: a\r\n\r\n"),
                                 std::string("GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
                                 std::string("GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
                                 std::string("G@T / HTTP/1.1\r\nHost: a\r\n\r\n"),
                                 std::string(" GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                                 std::string("GET / HTTP/1.1\nHost: a\r\n\r\n"),
                                 std::string("GET / HTTP/1.1\r\n\r\n"),
                                 std::string("GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
                                 std::string("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                                 get_with("Host: a\r\n"),
                                 get_with("Host: b\r\n"),
                                 get_with("No colon\r\n"),
                                 get_with(": empty name\r\n"),
                                 get_with("Space : before colon\r\n"),
                                 get_with("X: a\r\n folded\r\n"),
                                 get_with("X: a\r\n\tfolded\r\n"),
                                 get_with("X:\r\n folded\r\n"),
                                 get_with(" X: leading space\r\n"),
                                 get_with("X: bare\nline feed\r\n"),
                                 get_with("X: bare\rreturn\r\n"),
                                 get_with(std::string("X: zero\0byte\r\n", 14)),
                                 get_with("X: \x01\r\n"),
                                 get_with("X\xC3: 1\r\n"),
                                 std::string("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", 29),
                                 get_with("Cookie: a=1\r\nCookie: b=2\r\n"),
                                 get_with("Origin: null\r\nOrigin: null\r\n"),
                                 get_with("Expect: something\r\n")}) {
    EXPECT_FALSE(parses(bad)) << bad;
  }
}

TEST(RequestHead, What_could_smuggle_a_request_is_refused) {
  ASSERT_TRUE(parses(post_with("Content-Length: 5\r\n")));
  ASSERT_TRUE(parses(post_with("Transfer-Encoding: chunked\r\n")));
  for (const char* bad : {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                          "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                          "Content-Length: 5\r\nContent-Length: 6\r\n",
                          "Content-Length: 5\r\nContent-Length: 5\r\n",
                          "Content-Length: 5, 5\r\n",
                          "Content-Length: 5, 6\r\n",
                          "Content-Length: +5\r\n",
                          "Content-Length: -5\r\n",
                          "Content-Length: 0x5\r\n",
                          "Content-Length: 5 5\r\n",
                          "Content-Length:\r\n",
                          "Content-Length: 5.\r\n",
                          "Content-Length: 99999999999999999999\r\n",
                          "Content-Length : 5\r\n",
                          "Transfer-Encoding: gzip, chunked\r\n",
                          "Transfer-Encoding: chunked, identity\r\n",
                          "Transfer-Encoding: identity\r\n",
                          "Transfer-Encoding: xchunked\r\n",
                          "Transfer-Encoding: \"chunked\"\r\n",
                          "Transfer-Encoding:\r\n chunked\r\n",
                          "Transfer-Encoding: chunked\x0b\r\n",
                          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                          "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                          "Transfer-Encoding : chunked\r\n"}) {
    EXPECT_FALSE(parses(post_with(bad))) << bad;
  }
  EXPECT_FALSE(parses("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"));
}

struct Read {
  RequestParser::Progress progress;
  std::string body;
};

// Reads a body that arrives in pieces of `step` bytes.
Read read_body(const std::string& lines, const std::string& bytes, std::size_t step,
               std::size_t limit = 1000) {
  RequestParser parser;
  const auto head = post_with(lines);
  EXPECT_TRUE(parser.parse_head(head));
  auto progress = RequestParser::Progress::more;
  std::string waiting;
  for (std::size_t at = 0; at < bytes.size() && progress == RequestParser::Progress::more; at += step) {
    waiting += bytes.substr(at, step);
    std::size_t taken = 0;
    progress = parser.parse_body(waiting, limit, taken);
    waiting.erase(0, taken);
  }
  return {progress, parser.take_body()};
}

TEST(RequestBody, Chunks_are_joined_however_they_arrive) {
  const std::string bytes = "5\r\nhello\r\n6;name=value\r\n world\r\n0\r\nTrailer: x\r\nHost: y\r\n\r\n";
  for (std::size_t step = 1; step <= bytes.size(); ++step) {
    const auto read = read_body("Transfer-Encoding: chunked\r\n", bytes, step);
    EXPECT_EQ(read.progress, RequestParser::Progress::done) << step;
    EXPECT_EQ(read.body, "hello world");
  }
}

TEST(RequestBody, An_empty_one_may_arrive_byte_by_byte) {
  const auto read = read_body("Transfer-Encoding: chunked\r\n", "0\r\n\r\n", 1);
  EXPECT_EQ(read.progress, RequestParser::Progress::done);
  EXPECT_EQ(read.body, "");
}

TEST(RequestBody, Broken_chunks_are_refused) {
  for (const char* bad : {"x\r\nhello\r\n0\r\n\r\n", "5\r\nhelloXX0\r\n\r\n", "-5\r\nhello\r\n0\r\n\r\n",
                          "0x5\r\nhello\r\n0\r\n\r\n", "5 5\r\nhello\r\n0\r\n\r\n", "\r\nhello\r\n0\r\n\r\n",
                          "11111111111111111\r\nhello", "0\r\nContent-Length: 5\r\n\r\n",
                          "0\r\nTransfer-Encoding: chunked\r\n\r\n", "0\r\nno colon\r\n\r\n"}) {
    EXPECT_EQ(read_body("Transfer-Encoding: chunked\r\n", bad, 1000).progress,
              RequestParser::Progress::malformed)
        << bad;
  }
}

TEST(RequestBody, Bare_line_feeds_end_no_chunk) {
  const auto read = read_body("Transfer-Encoding: chunked\r\n", "5\nhello\n0\n\n", 1000);
  EXPECT_EQ(read.progress, RequestParser::Progress::more);
  EXPECT_EQ(read.body, "");
}

TEST(RequestBody, Limits_hold_to_the_byte) {
  using enum RequestParser::Progress;
  const std::string ten = "a\r\n0123456789\r\n0\r\n\r\n";
  EXPECT_EQ(read_body("Transfer-Encoding: chunked\r\n", ten, 3, 10).progress, done);
  EXPECT_EQ(read_body("Transfer-Encoding: chunked\r\n", ten, 3, 9).progress, too_large);
  EXPECT_EQ(read_body("Content-Length: 10\r\n", "0123456789", 3, 10).progress, done);
  EXPECT_EQ(read_body("Content-Length: 10\r\n", "0123456789", 3, 9).progress, too_large);
  EXPECT_EQ(read_body("Content-Length: 10\r\n", "012345678", 3, 10).progress, more);
}

RC_GTEST_PROP(RequestHead, Never_breaks_on_anything, (const std::string& any)) {
  const auto text = "GET /" + any + " HTTP/1.1\r\nHost: a\r\nX: " + any + "\r\n\r\n";
  const auto length = head_length(text);
  RequestParser parser;
  if (parser.parse_head(std::string_view(text).substr(0, length))) {
    RC_ASSERT(parser.head().target.find('\0') == std::string_view::npos);
  }
}

}  // namespace
}  // namespace ruban::web
