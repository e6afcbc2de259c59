// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fetch/address_guard.h"

#include <algorithm>

namespace ruban::fetch {
namespace {

using Family = IpAddress::Family;

struct Range {
  Family family;
  std::array<std::uint8_t, 16> first;
  unsigned bits;
  Reach reach;
};

constexpr auto v4 = Family::v4;
constexpr auto v6 = Family::v6;

// The first that holds an address says what it is: the narrower one stands before the wider.
constexpr Range kRanges[] = {
    {v4, {0}, 8, Reach::this_network},
    {v4, {10}, 8, Reach::private_use},
    {v4, {100, 64}, 10, Reach::carrier_nat},
    {v4, {127}, 8, Reach::loopback},
    {v4, {169, 254}, 16, Reach::link_local},
    {v4, {172, 16}, 12, Reach::private_use},
    {v4, {192, 0, 0}, 24, Reach::protocol},
    {v4, {192, 0, 2}, 24, Reach::documentation},
    {v4, {192, 31, 196}, 24, Reach::protocol},
    {v4, {192, 52, 193}, 24, Reach::protocol},
    {v4, {192, 88, 99}, 24, Reach::other_family},
    {v4, {192, 168}, 16, Reach::private_use},
    {v4, {192, 175, 48}, 24, Reach::protocol},
    {v4, {198, 18}, 15, Reach::benchmarking},
    {v4, {198, 51, 100}, 24, Reach::documentation},
    {v4, {203, 0, 113}, 24, Reach::documentation},
    {v4, {224}, 4, Reach::multicast},
    {v4, {240}, 4, Reach::reserved},
    {v4, {}, 0, Reach::everybody},
    {v6, {}, 128, Reach::this_network},
    {v6, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, Reach::loopback},
    {v6, {}, 96, Reach::other_family},
    {v6, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, Reach::other_family},
    {v6, {0x00, 0x64, 0xff, 0x9b}, 96, Reach::other_family},
    {v6, {0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, Reach::other_family},
    {v6, {0x20, 0x01, 0x0d, 0xb8}, 32, Reach::documentation},
    {v6, {0x20, 0x01}, 23, Reach::protocol},
    {v6, {0x20, 0x02}, 16, Reach::other_family},
    {v6, {0x26, 0x20, 0x00, 0x4f, 0x80}, 48, Reach::protocol},
    {v6, {0x3f, 0xff}, 20, Reach::documentation},
    {v6, {0x20}, 3, Reach::everybody},
    {v6, {0xfc}, 7, Reach::private_use},
    {v6, {0xfe, 0x80}, 10, Reach::link_local},
    {v6, {0xfe, 0xc0}, 10, Reach::private_use},
    {v6, {0xff}, 8, Reach::multicast},
};

bool holds(const Range& range, const IpAddress& address) {
  if (range.family != address.family) return false;
  const auto whole = range.bits / 8, rest = range.bits % 8;
  if (!std::equal(range.first.begin(), range.first.begin() + whole, address.bytes.begin())) return false;
  return rest == 0 || (range.first[whole] ^ address.bytes[whole]) >> (8 - rest) == 0;
}

}  // namespace

Reach reach_of(const IpAddress& address) {
  const auto* found =
      std::ranges::find_if(kRanges, [&](const Range& range) { return holds(range, address); });
  return found == std::ranges::end(kRanges) ? Reach::reserved : found->reach;
}

Result<void> may_name(const Policy& policy, std::uint16_t port) {
  const bool known = std::ranges::find(policy.ports, port) != policy.ports.end() ||
                     std::ranges::find(policy.also, port, &Policy::Endpoint::port) != policy.also.end();
  if (!known) return fail(Kind::forbidden, "Only the web's own ports are asked: 80 for http, 443 for https.");
  return {};
}

Result<void> may_connect(const Policy& policy, const IpAddress& address, std::uint16_t port) {
  if (std::ranges::find(policy.also, Policy::Endpoint{address, port}) != policy.also.end()) return {};
  if (std::ranges::find(policy.ports, port) == policy.ports.end())
    return fail(Kind::forbidden, "Only the web's own ports are asked: 80 for http, 443 for https.");
  if (reach_of(address) != Reach::everybody) {
    return fail(
        Kind::forbidden,
        "This address doesn't lead to the public web but into a network of its own, so it wasn't asked.");
  }
  return {};
}

}  // namespace ruban::fetch
