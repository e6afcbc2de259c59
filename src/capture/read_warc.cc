// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "capture/digest.h"
#include "capture/warc.h"
#include "crypto/sha256.h"
#include "fetch/inflate.h"

namespace ruban::capture {
namespace {

using fetch::lower_case;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

// The value of the field `name`, which may stand there once. Fields that name an URI may have brackets around
// it.
Result<std::optional<std::string_view>> only(const WarcRecord& record, std::string_view name) {
  std::optional<std::string_view> out;
  for (const auto& field : record.fields) {
    if (lower_case(field.name) != name) continue;
    if (out) return fail(Kind::invalid, "A field that may stand once in a record stands there twice.");
    out = field.value;
  }
  return out;
}

std::string without_brackets(std::string_view uri) {
  if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
  return std::string(uri);
}

class Reader {
 public:
  Reader(std::string_view bytes, const WarcLimits& limits) : rest_(bytes), limits_(limits) {}

  bool is_done() const { return rest_.empty(); }

  Result<WarcRecord> next() {
    WarcRecord out;
    TRY(take_header(out));
    const auto length = TRY(take_fields(out));
    if (length > rest_.size())
      return fail(Kind::invalid, "A record's Content-Length goes beyond the end of the file.");
    out.block = rest_.substr(0, length);
    rest_.remove_prefix(length);
    if (!rest_.starts_with("\r\n\r\n"))
      return fail(Kind::invalid, "A record isn't followed by two empty lines, as its Content-Length says.");
    rest_.remove_prefix(4);
    TRY(check_digests(out));
    return out;
  }

 private:
  // A line without its end; nothing if there is no end within the header's limit.
  std::optional<std::string_view> take_line() {
    const auto end = rest_.substr(0, limits_.header - used_).find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    auto line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    used_ += end + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  Result<void> take_header(WarcRecord& record) {
    used_ = 0;
    const auto version = take_line();
    if (!version || (*version != "WARC/1.0" && *version != "WARC/1.1"))
      return fail(Kind::invalid, "A record doesn't begin with the line WARC/1.0 or WARC/1.1.");
    while (true) {
      const auto line = take_line();
      if (!line) return fail(Kind::invalid, "A record's fields have no end, or are too long.");
      if (line->empty()) return {};
      if (line->front() == ' ' || line->front() == '\t') {
        if (record.fields.empty())
          return fail(Kind::invalid, "A line of a record's header isn't NAME: VALUE.");
        record.fields.back().value.append(" ").append(trimmed(*line));
        continue;
      }
      const auto colon = line->find(':');
      if (colon == 0 || colon == std::string_view::npos)
        return fail(Kind::invalid, "A line of a record's header isn't NAME: VALUE.");
      if (record.fields.size() == limits_.fields)
        return fail(Kind::too_large, "A record has more fields than it may have.");
      record.fields.push_back(
          {std::string(trimmed(line->substr(0, colon))), std::string(trimmed(line->substr(colon + 1)))});
    }
  }

  // Sets what has a place of its own; gives the length of the block.
  Result<std::size_t> take_fields(WarcRecord& record) {
    record.type = lower_case(TRY(only(record, "warc-type")).value_or(""));
    if (record.type.empty()) return fail(Kind::invalid, "A record has no WARC-Type.");
    record.id = without_brackets(TRY(only(record, "warc-record-id")).value_or(""));
    if (record.id.empty()) return fail(Kind::invalid, "A record has no WARC-Record-ID.");
    const auto date = TRY(only(record, "warc-date")).value_or("");
    auto at = parse_rfc3339(date);
    if (!at) at = parse_minute(date);
    if (!at) return fail(Kind::invalid, "A record has no WARC-Date of the form 2018-06-19T14:00:00Z.");
    record.date = *at;
    record.target = without_brackets(TRY(only(record, "warc-target-uri")).value_or(""));
    record.address = TRY(only(record, "warc-ip-address")).value_or("");
    record.content_type = TRY(only(record, "content-type")).value_or("");
    const auto digits = TRY(only(record, "content-length")).value_or("");
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (error != std::errc() || end != digits.data() + digits.size())
      return fail(Kind::invalid, "A record has no Content-Length, or one that isn't a number.");
    return length;
  }

  static Result<void> check_digests(const WarcRecord& record) {
    const auto of_block = TRY(only(record, "warc-block-digest"));
    if (of_block && !may_be_digest_of(*of_block, crypto::sha256(record.block)))
      return fail(Kind::invalid,
                  "A record's WARC-Block-Digest isn't that of its block: it was changed or damaged.");
    const auto of_payload = TRY(only(record, "warc-payload-digest"));
    if (!of_payload || record.type != "response") return {};
    std::string_view body = record.block;
    std::string payload;
    if (record.holds_http()) {
      const auto answer = fetch::cut_answer(record.block);
      if (!answer) return {};  // what there is of it is told when it is read
      body = answer->body;
      const auto head = fetch::parse_head(answer->head);
      if (head) payload = fetch::payload_of(*head, body).value_or("");
    }
    // Programs differ in whether chunks are part of a payload.
    if (!may_be_digest_of(*of_payload, crypto::sha256(body)) &&
        !may_be_digest_of(*of_payload, crypto::sha256(payload))) {
      return fail(Kind::invalid,
                  "A record's WARC-Payload-Digest isn't that of its payload: it was changed or damaged.");
    }
    return {};
  }

  std::string_view rest_;
  const WarcLimits& limits_;
  std::size_t used_ = 0;  // bytes of this record's header
};

Result<std::string> unpacked(std::string_view file, std::size_t most) {
  std::string out;
  fetch::Inflate inflate(fetch::Packing::gzip);
  while (!file.empty()) {
    const auto taken = inflate(file, out, most - out.size());
    if (!taken && taken.error().kind == Kind::too_large)
      return fail(Kind::too_large, "This WARC file is larger than it may be once it is unpacked.");
    if (!taken)
      return fail(Kind::invalid,
                  "This file is packed with gzip, and can't be unpacked: it is broken, or breaks off.");
    file.remove_prefix(*taken);
  }
  return out;
}

Error in_record(Error error, std::size_t number) {
  error.field = fmt::format("record {}", number);
  return error;
}

}  // namespace

bool WarcRecord::holds_http() const {
  const auto small = lower_case(content_type);
  return trimmed(std::string_view(small).substr(0, small.find(';'))) == "application/http";
}

Result<std::vector<WarcRecord>> read_warc(std::string_view file, const WarcLimits& limits) {
  if (file.size() > limits.file) return fail(Kind::too_large, "This WARC file is larger than it may be.");
  std::string plain;
  if (file.starts_with("\x1f\x8b")) {
    plain = TRY(unpacked(file, limits.unpacked));
    file = plain;
  }
  if (!file.starts_with("WARC/"))
    return fail(Kind::invalid, "This isn't a WARC file: it doesn't begin with WARC/1.0 or WARC/1.1.");
  std::vector<WarcRecord> out;
  for (Reader reader(file, limits); !reader.is_done();) {
    if (out.size() == limits.records)
      return fail(Kind::too_large, "This WARC file has more records than it may have.");
    auto record = reader.next();
    if (!record) return tl::unexpected(in_record(std::move(record).error(), out.size() + 1));
    out.push_back(*std::move(record));
  }
  return out;
}

Result<void> check_no_secrets(std::span<const WarcRecord> records) {
  std::size_t number = 0;
  for (const auto& record : records) {
    ++number;
    if (record.type != "request" || !record.holds_http()) continue;
    std::string_view rest = record.block;
    while (!rest.empty()) {
      const auto line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      const auto name = lower_case(trimmed(line.substr(0, line.find(':'))));
      if (name == "cookie" || name == "authorization" || name == "proxy-authorization") {
        return tl::unexpected(in_record(
            fail(Kind::invalid,
                 "A request in this file holds a cookie or a password. Capture the page without them.")
                .value(),
            number));
      }
    }
  }
  return {};
}

}  // namespace ruban::capture
