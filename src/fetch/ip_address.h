// SPDX-License-Identifier: AGPL-3.0-or-later
// IpAddress: an address of IPv4 or IPv6 as its bytes.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace ruban::fetch {

struct IpAddress {
  enum class Family { v4, v6 };

  Family family = Family::v4;
  std::array<std::uint8_t, 16> bytes{};  // in network order; of IPv4 the first four, the rest zero

  static IpAddress v4(std::array<std::uint8_t, 4> bytes);
  static IpAddress v6(std::array<std::uint8_t, 16> bytes);
  // "192.0.2.7" with four decimal numbers, or "2001:db8::7" without brackets and zone.
  static Result<IpAddress> parse(std::string_view text);

  // 32 or 128.
  unsigned bits() const { return family == Family::v4 ? 32 : 128; }
  // In the shortest form (RFC 5952), without brackets.
  std::string text() const;

  auto operator<=>(const IpAddress&) const = default;
};

}  // namespace ruban::fetch
