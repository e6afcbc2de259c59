// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/warc.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "capture/captured_page.h"
#include "capture/digest.h"
#include "crypto/sha256.h"

namespace ruban::capture {
namespace {

constexpr std::string_view kBody = "5\r\n<p>Wo\r\n4\r\nrds.\r\n0\r\n\r\n";

fetch::Fetched fetched() {
  const auto at = parse_rfc3339("2018-06-19T14:00:00Z").value();
  const auto address = fetch::IpAddress::parse("192.0.2.7").value();
  return {{{"https://example.org/old", address, at, "GET /old HTTP/1.1\r\nHost: example.org\r\n\r\n",
            "HTTP/1.1 301 Moved Permanently\r\nLocation: new\r\n\r\n", "moved", 301},
           {"https://example.org/new", address, at + std::chrono::seconds(1),
            "GET /new HTTP/1.1\r\nHost: example.org\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
            std::string(kBody), 200}}};
}

std::string gzipped(std::string_view text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
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

std::string read_vector(const std::string& name) {
  std::ifstream file(RUBAN_VECTORS "/warc/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A record of another program's making.
std::string record(std::string_view fields, std::string_view block, std::string_view version = "WARC/1.0") {
  return fmt::format("{}\r\n{}Content-Length: {}\r\n\r\n{}\r\n\r\n", version, fields, block.size(), block);
}
const std::string kNeeded =
    "WARC-Type: resource\r\nWARC-Record-ID: <urn:x:1>\r\nWARC-Date: 2018-06-19T14:00:00Z\r\n";

Error fault(std::string_view file, const WarcLimits& limits = {}) {
  const auto records = read_warc(file, limits);
  EXPECT_FALSE(records) << file;
  return records ? Error{} : records.error();
}

TEST(A_warc_file, Is_written_byte_for_byte_as_documented) {
  const auto file = write_warc(fetched());
  EXPECT_EQ(file, write_warc(fetched()));
  EXPECT_EQ(file, read_vector("redirected.warc"));
}

TEST(A_warc_file, Holds_what_was_fetched) {
  const auto records = read_warc(write_warc(fetched()));
  ASSERT_TRUE(records) << records.error().message << records.error().field;
  ASSERT_EQ(records->size(), 5U);
  std::vector<std::string> types, ids;
  for (const auto& one : *records) {
    types.push_back(one.type);
    ids.push_back(one.id);
    EXPECT_TRUE(one.id.starts_with("urn:uuid:")) << one.id;
    EXPECT_EQ(one.id[23], '8');
  }
  EXPECT_EQ(types, (std::vector<std::string>{"warcinfo", "request", "response", "request", "response"}));
  std::ranges::sort(ids);
  EXPECT_EQ(std::ranges::unique(ids).size(), 0U);
  const auto& last = records->back();
  EXPECT_EQ(last.target, "https://example.org/new");
  EXPECT_EQ(last.address, "192.0.2.7");
  EXPECT_EQ(format_rfc3339(last.date), "2018-06-19T14:00:01Z");
  EXPECT_EQ(last.block, fetched().page().head + fetched().page().body);
  const auto field = [&](std::string_view name) {
    return std::ranges::find(last.fields, name, &fetch::Header::name)->value;
  };
  EXPECT_EQ(field("WARC-Block-Digest"), format_digest(crypto::sha256(last.block)));
  EXPECT_EQ(field("WARC-Payload-Digest"), format_digest(crypto::sha256("<p>Words.")));
  EXPECT_EQ(field("WARC-Concurrent-To"), "<" + (*records)[3].id + ">");
  EXPECT_EQ(field("WARC-Warcinfo-ID"), "<" + (*records)[0].id + ">");
}

TEST(A_warc_file, Gives_the_page_behind_its_redirects) {
  const auto records = read_warc(write_warc(fetched())).value();
  const auto page = captured_page(records);
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->asked, "https://example.org/old");
  EXPECT_EQ(page->url, "https://example.org/new");
  EXPECT_EQ(page->status, 200);
  EXPECT_EQ(page->content_type, "text/html");
  EXPECT_EQ(page->content, "<p>Words.");
  EXPECT_EQ(captured_page(records, "HTTPS://EXAMPLE.org/new#part")->asked, "https://example.org/new");
  EXPECT_EQ(captured_page(records, "https://example.org/other").error().kind, Kind::not_found);
  EXPECT_EQ(captured_page(std::span(records).first(3)).error().message,
            "This WARC file holds a redirect, but not the page that it leads to.");
  EXPECT_EQ(captured_page(records, {}, 8).error().kind, Kind::too_large);
}

TEST(A_warc_file, With_redirects_in_a_circle_has_no_page) {
  auto circle = fetched();
  circle.exchanges.pop_back();
  circle.exchanges[0].head = "HTTP/1.1 302 Found\r\nLocation: /old\r\n\r\n";
  EXPECT_EQ(captured_page(read_warc(write_warc(circle)).value()).error().message,
            "The redirects in this WARC file lead in a circle.");
}

TEST(A_warc_file, Of_wget_is_read) {
  for (const auto* name : {"wget.warc", "wget.warc.gz"}) {
    const auto records = read_warc(read_vector(name));
    ASSERT_TRUE(records) << name << ": " << records.error().message << records.error().field;
    EXPECT_EQ(records->front().type, "warcinfo");
    EXPECT_TRUE(check_no_secrets(*records));
    const auto page = captured_page(*records);
    ASSERT_TRUE(page) << page.error().message;
    EXPECT_EQ(page->content, "<!doctype html><title>A page</title><p>Words.");
    EXPECT_EQ(page->address, "127.0.0.1");
  }
  // The packed one was fetched at once, the plain one behind a redirect and in chunks.
  EXPECT_NE(captured_page(read_warc(read_vector("wget.warc")).value())->asked,
            captured_page(read_warc(read_vector("wget.warc")).value())->url);
}

TEST(A_warc_file, Packed_record_by_record_or_as_a_whole_is_read) {
  const auto plain = write_warc(fetched());
  const auto second = plain.find("WARC/1.1", 1);
  const auto expected = read_warc(plain);
  EXPECT_EQ(read_warc(gzipped(plain)), expected);
  EXPECT_EQ(read_warc(gzipped(plain.substr(0, second)) + gzipped(plain.substr(second))), expected);
}

TEST(A_warc_file, That_unpacks_to_more_than_it_may_is_refused) {
  const auto bomb = gzipped(record(kNeeded, std::string(10 << 20, ' ')));
  EXPECT_EQ(fault(bomb, {.unpacked = 1 << 20}).message,
            "This WARC file is larger than it may be once it is unpacked.");
  EXPECT_TRUE(read_warc(bomb));
}

TEST(A_warc_file, That_is_packed_and_broken_says_so) {
  const auto packed = gzipped(write_warc(fetched()));
  for (const auto& broken : {packed.substr(0, packed.size() - 1), packed + "x", packed.substr(0, 20)})
    EXPECT_EQ(fault(broken).message,
              "This file is packed with gzip, and can't be unpacked: it is broken, or breaks off.");
}

TEST(A_warc_file, Of_others_may_fold_lines_end_them_with_LF_and_write_digests_in_base_32) {
  const auto file = record(
      "warc-type: Resource\nWARC-Record-ID: <urn:x:1>\nWARC-Date: 2018-06-19T16:00:00.5+02:00\n"
      "WARC-Target-URI: <https://example.org/a>\nX-Folded: one\n\ttwo\n"
      "WARC-Block-Digest: sha256:3ORWX75FZKYPSIWQQ6R25MLZ7HKOORO7ICZSHYNRI4KAFBEMRI7A====\n",
      "words");
  const auto records = read_warc(file);
  ASSERT_TRUE(records) << records.error().message;
  EXPECT_EQ(records->front().type, "resource");
  EXPECT_EQ(records->front().target, "https://example.org/a");
  EXPECT_EQ(format_rfc3339(records->front().date), "2018-06-19T14:00:00Z");
  EXPECT_EQ(records->front().fields[4], (fetch::Header{"X-Folded", "one two"}));
}

TEST(A_warc_file, Says_what_is_wrong_with_it_and_where) {
  const auto good = record(kNeeded, "words");
  ASSERT_TRUE(read_warc(good));
  struct Row {
    std::string file;
    std::string_view message;
    std::string_view field = "record 1";
  };
  const auto without = [&](std::string_view name) {
    auto fields = kNeeded;
    const auto at = fields.find(name);
    return record(fields.erase(at, fields.find('\n', at) + 1 - at), "words");
  };
  const std::string_view kBegin = "A record doesn't begin with the line WARC/1.0 or WARC/1.1.";
  const std::string_view kEmpty = "A record isn't followed by two empty lines, as its Content-Length says.";
  const std::string_view kLength = "A record has no Content-Length, or one that isn't a number.";
  const std::string_view kLine = "A line of a record's header isn't NAME: VALUE.";
  const std::string_view kDate = "A record has no WARC-Date of the form 2018-06-19T14:00:00Z.";
  const Row rows[] = {
      {"", "This isn't a WARC file: it doesn't begin with WARC/1.0 or WARC/1.1.", ""},
      {"<html>", "This isn't a WARC file: it doesn't begin with WARC/1.0 or WARC/1.1.", ""},
      {record(kNeeded, "words", "WARC/0.18"), kBegin},
      {good + "\r\n" + good, kBegin, "record 2"},
      {good + good.substr(0, 30), "A record's fields have no end, or are too long.", "record 2"},
      {"WARC/1.1\r\n" + std::string(70'000, 'x'), "A record's fields have no end, or are too long."},
      {record(kNeeded + "no field\r\n", "words"), kLine},
      {record(kNeeded + ": no name\r\n", "words"), kLine},
      {record(" folded: x\r\n", "words"), kLine},
      {without("WARC-Type"), "A record has no WARC-Type."},
      {without("WARC-Record-ID"), "A record has no WARC-Record-ID."},
      {without("WARC-Date"), kDate},
      {record(kNeeded + "WARC-Date: 2018-06-19T14:00:00Z\r\n", "words"),
       "A field that may stand once in a record stands there twice."},
      {record(kNeeded + "content-length: 5\r\n", "words"),
       "A field that may stand once in a record stands there twice."},
      {"WARC/1.1\r\n" + kNeeded + "\r\nwords\r\n\r\n", kLength},
      {"WARC/1.1\r\n" + kNeeded + "Content-Length: -5\r\n\r\nwords\r\n\r\n", kLength},
      {"WARC/1.1\r\n" + kNeeded + "Content-Length: 99999999999999999999\r\n\r\nwords\r\n\r\n", kLength},
      {"WARC/1.1\r\n" + kNeeded + "Content-Length: 18446744073709551615\r\n\r\nwords\r\n\r\n",
       "A record's Content-Length goes beyond the end of the file."},
      {"WARC/1.1\r\n" + kNeeded + "Content-Length: 4\r\n\r\nwords\r\n\r\n", kEmpty},
      {"WARC/1.1\r\n" + kNeeded + "Content-Length: 6\r\n\r\nwords\r\n\r\n", kEmpty},
      {good.substr(0, good.size() - 1), kEmpty},
      {record(kNeeded + "WARC-Block-Digest: sha256:" + std::string(64, '0') + "\r\n", "words"),
       "A record's WARC-Block-Digest isn't that of its block: it was changed or damaged."},
  };
  for (const auto& row : rows) {
    const auto error = fault(row.file);
    EXPECT_EQ(error.message, row.message) << row.file;
    EXPECT_EQ(error.field, row.field) << row.file;
  }
}

TEST(A_warc_file, Has_limits_for_everything_in_it) {
  const auto good = record(kNeeded, "words");
  EXPECT_EQ(fault(good, {.file = good.size() - 1}).message, "This WARC file is larger than it may be.");
  EXPECT_EQ(fault(good + good, {.records = 1}).message, "This WARC file has more records than it may have.");
  EXPECT_EQ(fault(good, {.fields = 3}).message, "A record has more fields than it may have.");
}

// Whoever changes one byte of an answer must change its digests as well.
TEST(A_warc_file, That_was_changed_anywhere_in_an_answer_is_refused) {
  const auto file = write_warc(fetched());
  const auto begin = file.rfind("HTTP/1.1 200"), end = file.size() - 4;
  for (auto at = begin; at < end; ++at) {
    auto changed = file;
    changed[at] ^= 1;
    EXPECT_FALSE(read_warc(changed)) << at;
  }
}

TEST(A_warc_file, With_a_cookie_or_password_of_who_captured_it_is_told) {
  auto secret = fetched();
  secret.exchanges[1].request = "GET / HTTP/1.1\r\nHost: x\r\ncOOKIE: session=1\r\n\r\n";
  const auto cookie = check_no_secrets(read_warc(write_warc(secret)).value());
  ASSERT_FALSE(cookie);
  EXPECT_EQ(cookie.error().field, "record 4");
  secret.exchanges[1].request = "GET / HTTP/1.1\nAuthorization : Basic x\n\n";
  EXPECT_FALSE(check_no_secrets(read_warc(write_warc(secret)).value()));
  EXPECT_TRUE(check_no_secrets(read_warc(write_warc(fetched())).value()));
}

RC_GTEST_PROP(A_warc_file, Gives_back_whatever_was_fetched,
              (std::string body, std::string more, std::uint32_t second)) {
  fetch::Fetched any = fetched();
  any.exchanges[1].head = "HTTP/1.1 200 OK\r\n\r\n";
  any.exchanges[1].body = body;
  any.exchanges[1].at = Instant(std::chrono::seconds(second));
  any.exchanges[0].body = more;
  const auto records = read_warc(write_warc(any));
  RC_ASSERT(records.has_value());
  RC_ASSERT(records->size() == 5U);
  RC_ASSERT((*records)[2].block == any.exchanges[0].head + more);
  const auto page = captured_page(*records);
  RC_ASSERT(page.has_value());
  RC_ASSERT(page->content == body);
  RC_ASSERT(page->at == any.exchanges[1].at);
}

}  // namespace
}  // namespace ruban::capture
