// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/piece.h"

#include <gtest/gtest.h>

#include "capture/warc.h"

namespace ruban::service {
namespace {

fetch::Fetched page_of(const std::string& request) {
  fetch::Exchange exchange;
  exchange.url = "https://mine.example/page";
  exchange.address = fetch::IpAddress::parse("192.0.2.1").value();
  exchange.at = parse_rfc3339("2018-06-18T14:10:33Z").value();
  exchange.request = request;
  exchange.head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n";
  exchange.body = "<p>Hello.";
  exchange.status = 200;
  return {{exchange}};
}

const std::string kRequest = "GET /page HTTP/1.1\r\nHost: mine.example\r\n\r\n";

TEST(Piece, A_capture_tells_its_page_and_its_minute) {
  const auto piece = captured_piece(page_of(kRequest));
  EXPECT_EQ(piece.file.name, "mine.example-20180618T1410Z.warc");
  EXPECT_EQ(piece.file.type, "application/warc");
  EXPECT_EQ(piece.source, "https://mine.example/page");
  EXPECT_EQ(format_minute(piece.date.value()), "2018-06-18T14:10Z");
}

TEST(Piece, A_given_capture_tells_the_same) {
  const auto ours = captured_piece(page_of(kRequest));
  const auto given = given_piece(ours.file.bytes, "mine (1).warc");
  ASSERT_TRUE(given.has_value());
  EXPECT_EQ(given->file.name, "mine--1-.warc");
  EXPECT_EQ(given->file.type, "application/warc");
  EXPECT_EQ(given->source, ours.source);
  EXPECT_EQ(given->date, ours.date);
}

TEST(Piece, A_capture_with_a_cookie_is_not_taken) {
  const auto file =
      capture::write_warc(page_of("GET /page HTTP/1.1\r\nHost: mine.example\r\nCookie: id=7\r\n\r\n"));
  const auto given = given_piece(file, "page.warc");
  ASSERT_FALSE(given.has_value());
  EXPECT_EQ(given.error().kind, Kind::invalid);
}

TEST(Piece, Is_what_is_in_the_file_whatever_its_name) {
  EXPECT_EQ(given_piece("%PDF-1.7\n", "a.html").value().file.type, "application/pdf");
  EXPECT_EQ(given_piece("\xEF\xBB\xBF <!doctype html><p>Hello", "a.pdf").value().file.type, "text/html");
  EXPECT_EQ(given_piece("Words \xE9.\n", "a.png").value().file.type, "text/plain");
  for (const std::string refused : {"", " \n", "<SVG onload=x>", "<?xml version='1.0'?>\n<svg/>", "a\x01",
                                    "\x1F\x8Bno gzip", "WARC/1.1\r\nno", "\xFF\xD8\xFFpicture"})
    EXPECT_FALSE(given_piece(refused, "a.pdf").has_value()) << refused;
  EXPECT_FALSE(given_piece(std::string("PK\0\0", 4), "a.txt").has_value());
}

TEST(Piece, Names_are_those_that_an_attachment_can_have) {
  EXPECT_EQ(attachment_name("../../etc/passwd", "x"), "etc-passwd");
  EXPECT_EQ(attachment_name("...", "x"), "x");
  EXPECT_EQ(attachment_name("", "page.warc"), "page.warc");
  const auto cut = attachment_name(std::string(100, 'a') + ".pdf", "x");
  EXPECT_EQ(cut.size(), 80U);
  EXPECT_TRUE(cut.ends_with(".pdf"));
}

}  // namespace
}  // namespace ruban::service
