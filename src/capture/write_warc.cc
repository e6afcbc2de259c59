// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "capture/digest.h"
#include "capture/warc.h"
#include "crypto/sha256.h"

namespace ruban::capture {
namespace {

constexpr std::string_view kAbout =
    "software: Ruban\r\n"
    "format: WARC File Format 1.1\r\n"
    "http-header-user-agent: Ruban (evidence capture)\r\n";

struct Written {
  std::string_view type, content_type;
  Instant date;
  std::string_view target, address;
  std::string block;
  std::string payload_digest;  // may be empty
};

// An UUID of version 8 (RFC 9562), which is for what its maker makes it of: here of everything that tells
// this record from others, so that the same capture has the same names.
std::string id_of(const Written& record, std::size_t number) {
  const auto hash = crypto::sha256(fmt::format("ruban/v1 warc record\n{}\n{}\n{}\n{}\n{}\n", number,
                                               record.type, format_rfc3339(record.date), record.target,
                                               format_digest(crypto::sha256(record.block))));
  auto bytes = hash.bytes;
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x80);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  const auto hex = to_hex(ByteView(bytes).first(16));
  return fmt::format("<urn:uuid:{}-{}-{}-{}-{}>", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                     hex.substr(16, 4), hex.substr(20));
}

void append(std::string& out, const Written& record, const std::string& id, std::string_view more = {}) {
  out += fmt::format("WARC/1.1\r\nWARC-Type: {}\r\nWARC-Record-ID: {}\r\nWARC-Date: {}\r\n", record.type, id,
                     format_rfc3339(record.date));
  if (!record.target.empty()) out += fmt::format("WARC-Target-URI: {}\r\n", record.target);
  if (!record.address.empty()) out += fmt::format("WARC-IP-Address: {}\r\n", record.address);
  out += more;
  out += fmt::format("WARC-Block-Digest: {}\r\n", format_digest(crypto::sha256(record.block)));
  if (!record.payload_digest.empty())
    out += fmt::format("WARC-Payload-Digest: {}\r\n", record.payload_digest);
  out +=
      fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n\r\n", record.content_type, record.block.size());
  out += record.block;
  out += "\r\n\r\n";
}

// Of the body without its chunks; of what it is if they can't be taken away.
Hash payload_hash(const fetch::Exchange& exchange) {
  const auto head = fetch::parse_head(exchange.head);
  if (!head) return crypto::sha256(exchange.body);
  const auto payload = fetch::payload_of(*head, exchange.body);
  return crypto::sha256(payload ? *payload : exchange.body);
}

}  // namespace

std::string write_warc(const fetch::Fetched& fetched) {
  std::string out;
  std::size_t number = 0;
  const Written about{
      "warcinfo", "application/warc-fields", fetched.exchanges.front().at, {}, {}, std::string(kAbout), {}};
  const auto about_id = id_of(about, number++);
  append(out, about, about_id);
  for (const auto& exchange : fetched.exchanges) {
    const auto address = exchange.address.text();
    const Written request{
        "request", "application/http;msgtype=request", exchange.at, exchange.url, address, exchange.request,
        {}};
    const Written response{"response",
                           "application/http;msgtype=response",
                           exchange.at,
                           exchange.url,
                           address,
                           exchange.head + exchange.body,
                           format_digest(payload_hash(exchange))};
    const auto request_id = id_of(request, number++), response_id = id_of(response, number++);
    const auto more = fmt::format("WARC-Warcinfo-ID: {}\r\nWARC-Concurrent-To: ", about_id);
    append(out, request, request_id, more + response_id + "\r\n");
    append(out, response, response_id, more + request_id + "\r\n");
  }
  return out;
}

}  // namespace ruban::capture
