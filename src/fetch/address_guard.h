// SPDX-License-Identifier: AGPL-3.0-or-later
// The guard of outgoing requests: which addresses and ports a page of the public web can lie at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "fetch/ip_address.h"

namespace ruban::fetch {

// What an address is for, as the registries of IANA for special addresses say it (RFC 6890 and those after).
// Everything but `everybody` is refused.
enum class Reach {
  everybody,      // the public internet
  this_network,   // 0.0.0.0/8, ::
  loopback,       // 127.0.0.0/8, ::1
  private_use,    // 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16; fc00::/7 unique-local, fec0::/10 site-local
  carrier_nat,    // 100.64.0.0/10
  link_local,     // 169.254.0.0/16 (where clouds answer machines about themselves), fe80::/10
  protocol,       // 192.0.0.0/24, 2001::/23 with Teredo and ORCHID; AS112 and AMT
  documentation,  // 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, 2001:db8::/32, 3fff::/20
  benchmarking,   // 198.18.0.0/15
  other_family,   // IPv4 inside of IPv6: ::/96, ::ffff:0:0/96, 64:ff9b::/96, 64:ff9b:1::/48, 2002::/16;
                  // and 192.88.99.0/24, the way there
  multicast,      // 224.0.0.0/4, ff00::/8
  reserved,       // 240.0.0.0/4 with the broadcast address; of IPv6 all that isn't 2000::/3
};

Reach reach_of(const IpAddress& address);

// What may be asked. The default is what a server that others can send somewhere must keep to.
struct Policy {
  struct Endpoint {
    IpAddress address;
    std::uint16_t port = 0;
    bool operator==(const Endpoint&) const = default;
  };
  std::vector<std::uint16_t> ports{80, 443};
  // These very endpoints are allowed, whatever the guard says of them: the servers of our own tests.
  std::vector<Endpoint> also{};
  // Where https://HOST (port 443) is asked instead of where the host's name leads; its certificate must be
  // the host's all the same. `to` must be allowed as any other endpoint.
  struct Detour {
    std::string host;  // in small letters, as an A-label
    Endpoint to;
  };
  std::optional<Detour> detour{};
};

// Whether an URL may name this port at all; asked before its host's name is looked up.
Result<void> may_name(const Policy& policy, std::uint16_t port);

// Whether a connection may be opened; asked about the very address that it is opened to. Kind::forbidden.
Result<void> may_connect(const Policy& policy, const IpAddress& address, std::uint16_t port);

}  // namespace ruban::fetch
