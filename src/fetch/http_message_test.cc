// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fetch/http_message.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "fetch/inflate.h"

namespace ruban::fetch {
namespace {

std::string packed(std::string_view text, int window) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(compressBound(text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}
std::string gzipped(std::string_view text) { return packed(text, MAX_WBITS + 16); }

Result<std::string> content(const std::string& headers, std::string_view body, std::size_t most = 1'000) {
  return content_of(parse_head("HTTP/1.1 200 OK\r\n" + headers + "\r\n").value(), body, most);
}

TEST(A_head, Is_read_as_browsers_read_it) {
  const auto head = parse_head(
      "HTTP/1.1 404 Not here\r\nContent-Type:text/html \nX-Folded: one\r\n two\r\nno header\r\nbad name: "
      "x\r\n"
      "content-type: text/plain\r\n\r\nX-Body: y\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->status, 404);
  EXPECT_EQ(head->headers,
            (std::vector<Header>{
                {"Content-Type", "text/html"}, {"X-Folded", "one two"}, {"content-type", "text/plain"}}));
  EXPECT_EQ(head->value("content-type"), "text/html");
  EXPECT_EQ(head->value("content-length"), "");
  EXPECT_EQ(parse_head("HTTP/2 200\n\n")->status, 200);
  for (const auto* no :
       {"", "200 OK\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 20\r\n", "HTTP/1.1 -20\r\n", "ICY 200 OK\r\n"})
    EXPECT_FALSE(parse_head(no)) << no;
  std::string many = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 1'001; ++i) many += "A: b\r\n";
  EXPECT_EQ(parse_head(many).error().kind, Kind::too_large);
}

TEST(An_answer, Is_cut_behind_its_empty_line) {
  EXPECT_EQ(cut_answer("HTTP/1.1 200 OK\r\nA: b\r\n\r\n\r\nbody")->body, "\r\nbody");
  EXPECT_EQ(cut_answer("HTTP/1.1 200 OK\n\nbody")->head, "HTTP/1.1 200 OK\n\n");
  EXPECT_EQ(cut_answer("HTTP/1.1 200 OK\r\n\r\n")->body, "");
  for (const auto* no : {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n\r"})
    EXPECT_FALSE(cut_answer(no)) << no;
}

TEST(Content, Comes_out_of_its_chunks) {
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  EXPECT_EQ(content(chunked, "3\r\nabc\r\n0002;x=y\r\nde\r\n0\r\nTrailer: z\r\n\r\n"), "abcde");
  EXPECT_EQ(content(chunked, "A\n0123456789\n0\n\n"), "0123456789");
  for (const auto* no : {"", "3\r\nabc", "3\r\nabcd\r\n0\r\n\r\n", "4\r\nabc\r\n", "-1\r\n", "x\r\n", "\r\n",
                         "3", "fffffffffffffffff\r\nabc\r\n", "ffffffffffffffff\r\nabc\r\n"}) {
    EXPECT_FALSE(content(chunked, no)) << no;
  }
  EXPECT_FALSE(content("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"));
}

TEST(Content, Is_unpacked_within_its_limit) {
  const std::string text(1'000, 'x');
  EXPECT_EQ(content("Content-Encoding: gzip\r\n", gzipped(text)), text);
  EXPECT_EQ(content("Content-Encoding: GZip\r\nContent-Encoding: identity\r\n", gzipped(text)), text);
  EXPECT_EQ(content("Content-Encoding: deflate\r\n", packed(text, MAX_WBITS)), text);
  EXPECT_EQ(content("Content-Encoding: deflate\r\n", packed(text, -MAX_WBITS)), text);
  EXPECT_EQ(content("Content-Encoding: gzip, gzip\r\n", gzipped(gzipped(text))), text);
  EXPECT_EQ(content("Content-Encoding: gzip\r\n", gzipped("one ") + gzipped("two") + "noise"), "one two");
  EXPECT_EQ(content("Content-Encoding: gzip\r\n", gzipped(text), 999).error().kind, Kind::too_large);
  EXPECT_EQ(content("Content-Encoding: gzip\r\n", gzipped(text) + gzipped("x")).error().kind,
            Kind::too_large);
  EXPECT_EQ(content("", text, 999).error().kind, Kind::too_large);
  EXPECT_EQ(content("Content-Encoding: gzip\r\n", ""), "");
}

TEST(Content, That_is_broken_or_packed_otherwise_is_refused) {
  const auto whole = gzipped(std::string(1'000, 'x'));
  for (std::size_t size = 1; size < whole.size(); ++size)
    EXPECT_EQ(content("Content-Encoding: gzip\r\n", whole.substr(0, size)).error().kind, Kind::invalid)
        << size;
  auto broken = whole;
  broken[broken.size() - 6] ^= 1;  // its checksum
  EXPECT_FALSE(content("Content-Encoding: gzip\r\n", broken));
  EXPECT_FALSE(content("Content-Encoding: br\r\n", "x"));
  EXPECT_FALSE(content("Content-Encoding: gzip, gzip, gzip, gzip\r\n", "x"));
}

TEST(Inflate, Stops_at_its_limit_whatever_is_packed) {
  const auto bomb = gzipped(std::string(64 << 20, '\0'));
  ASSERT_LT(bomb.size(), 100'000U);
  std::string out = "before";
  const auto taken = Inflate(Packing::gzip)(bomb, out, 1'000);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, Kind::too_large);
  EXPECT_EQ(out.size(), 1'006U);
}

}  // namespace
}  // namespace ruban::fetch
