// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/address.h"

#include <algorithm>

#include "core/utf8.h"

namespace ruban::mail {
namespace {

constexpr std::size_t kMax = 254;
constexpr std::size_t kMaxLocal = 64;
constexpr std::size_t kMaxLabel = 63;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_atext(char c) {
  return is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

// Parts separated by single dots, each of them good.
template <class Good>
bool all_parts(std::string_view text, Good good) {
  while (true) {
    const auto dot = text.find('.');
    if (!good(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_atom(std::string_view part) { return !part.empty() && std::ranges::all_of(part, is_atext); }

bool is_label(std::string_view part) {
  return !part.empty() && part.size() <= kMaxLabel && part.front() != '-' && part.back() != '-' &&
         std::ranges::all_of(part, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_number(std::string_view part) {
  return std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<Address> Address::parse(std::string_view text) {
  const auto wrong = [] { return fail(Kind::invalid, "This is not an e-mail address.", "email"); };
  const auto at = text.rfind('@');
  if (text.size() > kMax || at == std::string_view::npos || at > kMaxLocal) return wrong();
  const auto local = text.substr(0, at);
  const auto domain = text.substr(at + 1);
  if (!is_utf8(local) || has_forbidden_characters(local) || !all_parts(local, is_atom)) return wrong();
  if (!all_parts(domain, is_label)) return wrong();
  if (is_number(domain.substr(domain.rfind('.') + 1))) return wrong();  // an IP address, or no host at all
  return Address(std::string(text), at);
}

bool Address::is_international() const {
  return std::ranges::any_of(text_, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace ruban::mail
