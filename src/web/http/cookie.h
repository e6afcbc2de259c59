// SPDX-License-Identifier: AGPL-3.0-or-later
// Cookies (RFC 6265): reading the Cookie header, writing Set-Cookie with the strictest attributes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ruban::web {

// The value of the cookie `name` in a Cookie header. Nothing if it is missing, if it comes twice (somebody
// planted one), or if its value holds a byte that RFC 6265 doesn't allow.
std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name);

// "NAME=VALUE; Path=/; Secure; HttpOnly; SameSite=Lax", a session cookie. The name starts with "__Host-" and
// both are of RFC 6265's characters (CHECK).
std::string set_cookie(std::string_view name, std::string_view value);
// Takes it back.
std::string clear_cookie(std::string_view name);

}  // namespace ruban::web
