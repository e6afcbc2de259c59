// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/proxy.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/bytes.h"
#include "crypto/random.h"

namespace ruban::cli {

Result<std::string> socks_proxy(std::string_view host_and_port) {
  const auto wrong = fail(Kind::invalid, "Write the proxy as HOST:PORT, as 127.0.0.1:9050.", "--socks5");
  const auto colon = host_and_port.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return wrong;
  const auto host = host_and_port.substr(0, colon), digits = host_and_port.substr(colon + 1);
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  const auto fits = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || (bracketed && (c == ':' || c == '[' || c == ']'));
  };
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (!std::all_of(host.begin(), host.end(), fits) || error != std::errc() ||
      end != digits.data() + digits.size() || port == 0) {
    return wrong;
  }
  crypto::SystemRandom random;
  const auto user = to_hex(random.fixed<Fixed<struct ProxyUserTag, 8>>().view());
  return fmt::format("socks5h://{}:x@{}:{}", user, host, port);
}

}  // namespace ruban::cli
