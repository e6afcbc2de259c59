// SPDX-License-Identifier: AGPL-3.0-or-later
// Url: an address of the web in its one normal form, which holds nothing but what a request needs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace ruban::fetch {

class Url {
 public:
  static constexpr std::size_t kMaxSize = 4'096;  // bytes

  // "http" or "https", a host, an optional port, a path and a query. A part behind # is dropped: it isn't
  // sent. Kind::invalid for anything else, above all for user names, passwords and other schemes.
  static Result<Url> parse(std::string_view text);
  // Where a redirect or link of this page leads: `reference` may be relative (RFC 3986 section 5).
  Result<Url> resolve(std::string_view reference) const;

  const std::string& text() const { return text_; }
  std::uint16_t port() const { return port_; }

  bool operator==(const Url&) const = default;

 private:
  static Result<Url> of(void* parts);

  std::string text_;
  std::uint16_t port_ = 0;
};

}  // namespace ruban::fetch
