// SPDX-License-Identifier: AGPL-3.0-or-later
#include <unicode/utf8.h>

#include <algorithm>
#include <iterator>

#include "capture/html_tokens.h"

namespace ruban::capture {
namespace {

struct Named {
  std::string_view name;  // with its semicolon, if it must have one
  std::string_view text;
};

constexpr Named kNamed[] = {
#include "capture/html_entities.inc"
};

constexpr std::size_t kLongest = 40;       // longer than every name
constexpr std::size_t kLongestLegacy = 6;  // of those that may go without a semicolon

// What bytes 0x80 to 0x9f of windows-1252 mean, as which numbers in this range are read; 0 keeps the number.
constexpr UChar32 kWindows[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                  0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

const Named* find(std::string_view name) {
  const auto* found = std::ranges::lower_bound(kNamed, name, {}, &Named::name);
  return found != std::end(kNamed) && found->name == name ? found : nullptr;
}

void append(std::string& out, UChar32 c) {
  if (c >= 0x80 && c < 0xA0 && kWindows[c - 0x80] != 0) c = kWindows[c - 0x80];
  if (c == 0 || c > 0x10FFFF || U_IS_SURROGATE(c)) c = 0xFFFD;
  char bytes[U8_MAX_LENGTH];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, c);
  out.append(bytes, static_cast<std::size_t>(size));
}

// Each of these appends what the reference at the front of `text` (behind its &) stands for, and gives its
// length; 0 if there is none.
std::size_t take_number(std::string_view text, std::string& out) {
  std::size_t at = 1;
  const bool hex = text.size() > 1 && (text[1] == 'x' || text[1] == 'X');
  if (hex) ++at;
  const auto begin = at;
  UChar32 c = 0;
  for (; at < text.size() && (hex ? hex_digit(text[at]) >= 0 : is_digit(text[at])); ++at)
    c = std::min<UChar32>(c * (hex ? 16 : 10) + hex_digit(text[at]), 0x110000);
  if (at == begin) return 0;
  append(out, c);
  return at < text.size() && text[at] == ';' ? at + 1 : at;
}

std::size_t take_name(std::string_view text, std::string& out) {
  std::size_t size = 0;
  while (size < text.size() && size < kLongest && (is_letter(text[size]) || is_digit(text[size]))) ++size;
  if (size < text.size() && text[size] == ';') {
    if (const auto* named = find(text.substr(0, size + 1))) {
      out.append(named->text);
      return size + 1;
    }
  }
  for (auto shorter = std::min(size, kLongestLegacy); shorter > 1; --shorter) {
    if (const auto* named = find(text.substr(0, shorter))) {
      out.append(named->text);
      return shorter;
    }
  }
  return 0;
}

}  // namespace

std::string replace_references(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (true) {
    const auto ampersand = std::min(text.find('&'), text.size());
    out.append(text.substr(0, ampersand));
    text.remove_prefix(ampersand);
    if (text.empty()) return out;
    const auto behind = text.substr(1);
    const auto taken = behind.starts_with('#') ? take_number(behind, out) : take_name(behind, out);
    if (taken == 0) out.push_back('&');
    text.remove_prefix(1 + taken);
  }
}

}  // namespace ruban::capture
