// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fetch/ip_address.h"

#include <arpa/inet.h>

#include <algorithm>

#include "core/check.h"

namespace ruban::fetch {

IpAddress IpAddress::v4(std::array<std::uint8_t, 4> bytes) {
  IpAddress out;
  std::ranges::copy(bytes, out.bytes.begin());
  return out;
}

IpAddress IpAddress::v6(std::array<std::uint8_t, 16> bytes) { return {Family::v6, bytes}; }

Result<IpAddress> IpAddress::parse(std::string_view text) {
  IpAddress out;
  const std::string copy(text);
  // A NUL would end the text before its end.
  if (copy.find('\0') == std::string::npos) {
    if (inet_pton(AF_INET, copy.c_str(), out.bytes.data()) == 1) return out;
    out.family = Family::v6;
    if (inet_pton(AF_INET6, copy.c_str(), out.bytes.data()) == 1) return out;
  }
  return fail(Kind::invalid, "This isn't an address of IPv4 or IPv6.");
}

std::string IpAddress::text() const {
  std::array<char, INET6_ADDRSTRLEN> out{};
  CHECK(inet_ntop(family == Family::v4 ? AF_INET : AF_INET6, bytes.data(), out.data(), out.size()) !=
        nullptr);
  return out.data();
}

}  // namespace ruban::fetch
