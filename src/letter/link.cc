// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letter/link.h"

#include <algorithm>

namespace ruban::letter {
namespace {

constexpr std::size_t kMaxAddressBytes = 2000;
constexpr std::string_view kHexDigits = "0123456789ABCDEF";

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char to_small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// True and removed from `text` if it begins with `prefix`, capitals aside.
bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (text.size() < prefix.size() ||
      !std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, to_small)) {
    return false;
  }
  text.remove_prefix(prefix.size());
  return true;
}

// "example.org", "example.org:8443"; no address in brackets, no user name.
bool is_plain_host(std::string_view authority) {
  const auto colon = authority.find(':');
  const auto host = authority.substr(0, colon);
  if (colon != std::string_view::npos) {
    const auto port = authority.substr(colon + 1);
    if (port.empty() || port.size() > 5 ||
        !std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; })) {
      return false;
    }
  }
  return !host.empty() && host.size() <= 253 && is_letter_or_digit(host.front()) &&
         std::ranges::all_of(host, [](char c) { return is_letter_or_digit(c) || c == '-' || c == '.'; }) &&
         host.find("..") == std::string_view::npos;
}

// The characters that RFC 3986 lets stand for themselves, and "%".
bool stands_for_itself(char c) {
  return is_letter_or_digit(c) ||
         std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
}

std::string escape(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (stands_for_itself(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
    }
  }
  return out;
}

Result<std::string> web_address(std::string_view scheme, std::string_view rest) {
  const auto end = rest.find_first_of("/?#");
  const auto authority = rest.substr(0, end);
  if (authority.find('@') != std::string_view::npos) {
    return fail(Kind::invalid, "Write the address without a user name before the host.");
  }
  if (!is_plain_host(authority)) {
    return fail(Kind::invalid,
                "Write a host such as www.example.org after the scheme, in its xn-- form if need be.");
  }
  std::string host(authority);
  std::ranges::transform(host, host.begin(), to_small);
  return std::string(scheme) + host + escape(rest.substr(authority.size()));
}

Result<std::string> mail_address(std::string_view address) {
  const auto at = address.find('@');
  const auto local = address.substr(0, at);
  const bool plain =
      at != std::string_view::npos && !local.empty() && local.size() <= 64 &&
      std::ranges::all_of(local, [](char c) {
        return is_letter_or_digit(c) || std::string_view("._+-").find(c) != std::string_view::npos;
      });
  const auto host = plain ? address.substr(at + 1) : std::string_view();
  if (!plain || host.find(':') != std::string_view::npos || !is_plain_host(host)) {
    return fail(Kind::invalid, "Write one plain mail address such as mailto:press@example.org.");
  }
  return "mailto:" + std::string(address);
}

}  // namespace

Result<std::string> link_address(std::string_view written) {
  if (written.size() > kMaxAddressBytes)
    return fail(Kind::invalid, "Write an address of at most 2000 characters.");
  const bool harmless = std::ranges::none_of(
      written, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7F' || c == '\\'; });
  if (!harmless)
    return fail(Kind::invalid, "Write the address without spaces, backslashes and control characters.");
  if (take_prefix(written, "https://")) return web_address("https://", written);
  if (take_prefix(written, "http://")) return web_address("http://", written);
  if (take_prefix(written, "mailto:")) return mail_address(written);
  return fail(Kind::invalid, "Write the whole address, beginning with https://, http:// or mailto:.");
}

}  // namespace ruban::letter
