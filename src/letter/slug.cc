// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/slug.h"

#include <algorithm>
#include <array>

namespace ruban::letter {
namespace {

// Words that stand, or may stand one day, in an address where a slug does.
constexpr auto kReserved = std::to_array<std::string_view>(
    {"about",      "api",    "assets",   "badge",   "client",   "count",    "demo",    "desk",  "embed",
     "en",         "erase",  "evidence", "export",  "feed",     "figures",  "files",   "fr",    "healthz",
     "history",    "id",     "index",    "key",     "letter",   "letters",  "log",     "login", "logout",
     "metrics",    "new",    "proof",    "receipt", "receipts", "search",   "session", "sign",  "signature",
     "signatures", "static", "verify",   "version", "versions", "withdraw", "www"});

// "v1", "v20": the address of a version.
bool is_version(std::string_view text) {
  return text.size() > 1 && text[0] == 'v' &&
         std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<Slug> Slug::parse(std::string_view text) {
  if (text.empty()) return fail(Kind::invalid, "A slug can't be empty.", "slug");
  if (text.size() > 64) return fail(Kind::invalid, "A slug has at most 64 characters.", "slug");
  const bool plain = std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  if (!plain) return fail(Kind::invalid, "A slug has only small letters a to z, digits and hyphens.", "slug");
  if (text.front() == '-' || text.back() == '-') {
    return fail(Kind::invalid, "A slug neither starts nor ends with a hyphen.", "slug");
  }
  if (is_version(text) || std::ranges::find(kReserved, text) != kReserved.end()) {
    return fail(Kind::invalid, "This slug is a word that Ruban's own addresses need.", "slug");
  }
  return Slug(std::string(text));
}

}  // namespace ruban::letter
