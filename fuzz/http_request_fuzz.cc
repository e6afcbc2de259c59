// rooms: web
// SPDX-License-Identifier: AGPL-3.0-or-later
// An HTTP request in two deliveries: read alike however it is cut, and whatever head is taken has a target
// for the router.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "web/http/form.h"
#include "web/http/request_parser.h"

namespace {

using ruban::web::RequestParser;

struct Read {
  RequestParser::Progress progress = RequestParser::Progress::more;
  std::size_t used = 0;
  std::string body;
  bool operator==(const Read&) const = default;
};

// The body, of which the first `cut` bytes come alone.
Read read_body(std::string_view head, std::string_view body, std::size_t cut) {
  RequestParser parser;
  if (!parser.parse_head(head)) std::abort();
  Read read;
  for (const auto end : {cut, body.size()}) {
    if (read.progress != RequestParser::Progress::more) break;
    std::size_t taken = 0;
    read.progress = parser.parse_body(body.substr(read.used, end - read.used), 4096, taken);
    read.used += taken;
  }
  if (read.progress == RequestParser::Progress::done) {
    read.body = parser.take_body();
  } else {
    read.used = 0;  // how much of a broken body was looked at may differ
  }
  return read;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto length = ruban::web::head_length(text);
  const auto head = text.substr(0, length);
  RequestParser parser;
  if (length == 0 || !parser.parse_head(head)) return 0;
  auto request = ruban::web::parse_target(parser.head().method, parser.head().target);
  if (request && request->segments.empty()) std::abort();

  const auto body = text.substr(length);
  const auto whole = read_body(head, body, body.size());
  if (whole.body.size() > 4096) std::abort();
  const auto pieces = read_body(head, body, std::min<std::size_t>(data[0], body.size()));
  if (!(whole == pieces)) std::abort();
  if (request && whole.progress == RequestParser::Progress::done) {
    request->headers = parser.headers();
    request->body = whole.body;
    const auto read = ruban::web::parse_form_body(*request);
    if (!read && request->form.fields.size() > 50) std::abort();
  }
  return 0;
}
