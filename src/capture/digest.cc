// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/digest.h"

#include "fetch/http_message.h"

namespace ruban::capture {
namespace {

// RFC 4648 section 6 without padding, in small letters.
std::string base32(ByteView bytes) {
  constexpr std::string_view kDigits = "abcdefghijklmnopqrstuvwxyz234567";
  std::string out;
  unsigned bits = 0, count = 0;
  for (const auto byte : bytes) {
    bits = (bits << 8 | byte) & 0xfff;
    for (count += 8; count >= 5; count -= 5) out.push_back(kDigits[bits >> (count - 5) & 31]);
  }
  if (count > 0) out.push_back(kDigits[bits << (5 - count) & 31]);
  return out;
}

}  // namespace

std::string format_digest(const Hash& hash) { return "sha256:" + to_hex(hash.view()); }

bool may_be_digest_of(std::string_view digest, const Hash& hash) {
  const auto small = fetch::lower_case(digest);
  std::string_view value = small;
  const auto colon = value.find(':');
  const auto algorithm = value.substr(0, colon);
  if (colon == std::string_view::npos || (algorithm != "sha256" && algorithm != "sha-256")) return true;
  value.remove_prefix(colon + 1);
  while (value.ends_with('=')) value.remove_suffix(1);
  return value == to_hex(hash.view()) || value == base32(hash.view());
}

}  // namespace ruban::capture
