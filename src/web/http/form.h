// SPDX-License-Identifier: AGPL-3.0-or-later
// Form bodies: percent decoding, application/x-www-form-urlencoded (WHATWG URL 5.1) and multipart/form-data
// (RFC 7578).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "web/http/request.h"

namespace ruban::web {

struct FormLimits {
  std::size_t fields = 50;
  std::size_t name = 64;                       // bytes
  std::size_t value = std::size_t{16} * 1024;  // bytes
  std::size_t file = std::size_t{64} * 1024;   // bytes
};

// %XX to bytes; plus signs stay. Fails on a % without two hex digits, on NUL, and on bytes that aren't UTF-8.
Result<std::string> percent_decode(std::string_view text);
// As percent_decode(), with + for a space.
Result<std::string> form_decode(std::string_view text);
// \r\n and \r become \n: browsers post every line break as \r\n.
std::string with_plain_line_breaks(std::string_view text);
// RFC 3986 unreserved characters stay, the rest becomes %XX.
std::string percent_encode(std::string_view text);

// "a=1&b=2". Fails over a limit (Kind::too_large) and on broken encoding (Kind::invalid). Line breaks in
// values become \n. An empty text has no fields; "a" is a field with an empty value.
Result<Parameters> parse_urlencoded(std::string_view text, const FormLimits& limits = {});

// Text fields and at most one file. `content_type` is the header's value, with its boundary.
Result<Form> parse_multipart(std::string_view content_type, std::string_view body,
                             const FormLimits& limits = {});

}  // namespace ruban::web
