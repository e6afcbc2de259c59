// rooms: web
// SPDX-License-Identifier: AGPL-3.0-or-later
// A form body of either type, a target, a cookie header: what is taken is UTF-8 within its limits.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/utf8.h"
#include "web/http/cookie.h"
#include "web/http/form.h"
#include "web/http/negotiate.h"

namespace {

using namespace ruban;

void check_fields(const web::Parameters& fields) {
  const web::FormLimits limits;
  if (fields.size() > limits.fields) std::abort();
  for (const auto& [name, value] : fields) {
    if (name.size() > limits.name || value.size() > limits.value || !is_utf8(name) || !is_utf8(value))
      std::abort();
    if (value.find('\r') != std::string::npos || value.find('\0') != std::string::npos) std::abort();
  }
}

void read_cookies(std::string_view text) {
  const auto value = web::find_cookie(text, "__Host-visit");
  if (value) web::set_cookie("__Host-visit", *value);
}

void read_target(std::string_view text) {
  const auto request = web::parse_target(web::Method::get, text);
  if (!request) return;
  check_fields(request->query);
  for (const auto& segment : request->segments) {
    if (segment == ".." || segment.find('/') != std::string::npos || !is_utf8(segment)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5) {
    case 0:
      if (const auto fields = web::parse_urlencoded(text)) check_fields(*fields);
      break;
    case 1:
      if (const auto form = web::parse_multipart("multipart/form-data; boundary=X", text))
        check_fields(form->fields);
      break;
    case 2:
      read_cookies(text);
      break;
    case 3:
      read_target(text);
      break;
    default:
      web::negotiate_language(text, {"fr", "en"});
      web::accepts_gzip(text);
      if (const auto decoded = web::percent_decode(text)) {
        if (web::percent_decode(web::percent_encode(*decoded)) != decoded) std::abort();
      }
      break;
  }
  return 0;
}
