// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/http/cookie.h"

#include <algorithm>

#include "core/check.h"
#include "web/http/text.h"

namespace ruban::web {
namespace {

// cookie-octet of RFC 6265 4.1.1.
bool is_cookie_octet(char c) {
  return c > ' ' && c < '\x7f' && c != '"' && c != ',' && c != ';' && c != '\\';
}

bool is_cookie_value(std::string_view text) { return std::all_of(text.begin(), text.end(), is_cookie_octet); }

bool is_host_cookie(std::string_view name) {
  return name.starts_with("__Host-") && is_cookie_value(name) && name.find('=') == std::string_view::npos;
}

constexpr std::string_view kAttributes = "; Path=/; Secure; HttpOnly; SameSite=Lax";

}  // namespace

std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name) {
  std::optional<std::string_view> found;
  int times = 0;
  for_each_element(header, ';', [&](std::string_view pair) {
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) return;
    ++times;
    found = pair.substr(equals + 1);
  });
  if (times != 1 || !is_cookie_value(*found)) return std::nullopt;
  return found;
}

std::string set_cookie(std::string_view name, std::string_view value) {
  CHECK(is_host_cookie(name) && is_cookie_value(value));
  std::string out(name);
  out.append("=").append(value).append(kAttributes);
  return out;
}

std::string clear_cookie(std::string_view name) { return set_cookie(name, "") + "; Max-Age=0"; }

}  // namespace ruban::web
