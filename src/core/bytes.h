// SPDX-License-Identifier: AGPL-3.0-or-later
// Byte strings, and the two text forms that Ruban writes them in: lowercase hex and canonical base64.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace ruban {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(ByteView bytes) { return {bytes.begin(), bytes.end()}; }
inline Bytes to_bytes(std::string_view text) { return to_bytes(as_bytes(text)); }

// N bytes with a meaning. `Tag` keeps a letter's id from being taken for a key.
template <class Tag, std::size_t N>
struct Fixed {
  static constexpr std::size_t kSize = N;
  std::array<std::uint8_t, N> bytes{};

  ByteView view() const { return bytes; }
  auto operator<=>(const Fixed&) const = default;

  // Fails unless `from` has exactly N bytes.
  static Result<Fixed> from(ByteView from) {
    if (from.size() != N) return fail(Kind::invalid, "This value has the wrong length.");
    Fixed out;
    std::memcpy(out.bytes.data(), from.data(), N);
    return out;
  }
};

// Lowercase hex, two digits a byte.
std::string to_hex(ByteView bytes);
Result<Bytes> from_hex(std::string_view text);

// RFC 4648 section 4 with padding. Reading accepts only what writing would give (protocol.md A.2).
std::string to_base64(ByteView bytes);
Result<Bytes> from_base64(std::string_view text);
// RFC 4648 section 5 without padding, for cookies and addresses.
std::string to_base64url(ByteView bytes);
Result<Bytes> from_base64url(std::string_view text);

template <class F>
Result<F> fixed_from_base64(std::string_view text) {
  auto bytes = from_base64(text);
  if (!bytes) return tl::unexpected(bytes.error());
  return F::from(*bytes);
}
template <class F>
Result<F> fixed_from_hex(std::string_view text) {
  auto bytes = from_hex(text);
  if (!bytes) return tl::unexpected(bytes.error());
  return F::from(*bytes);
}

}  // namespace ruban
