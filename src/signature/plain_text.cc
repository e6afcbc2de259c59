// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/plain_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "core/utf8.h"

namespace ruban::signature {
namespace {

// Calls f(code point) for each; stops when it gives true, and says so.
template <class F>
bool any_code_point(std::string_view text, F f) {
  const auto* s = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c;
    U8_NEXT(s, i, length, c);
    if (f(c)) return true;
  }
  return false;
}

bool is_mark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
// A letter of any script counts: domains have them too.
bool is_label_byte(char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || (c & 0x80) != 0; }

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
  return out;
}

// Those that spam uses, and those of large countries. Sorted.
constexpr std::array<std::string_view, 74> kTopLevelDomains{
    "ai",    "app",  "at",     "au",   "be",   "bid", "biz", "blog", "br",  "ca",   "cc",   "ch",   "click",
    "club",  "cn",   "co",     "com",  "cz",   "de",  "dev", "dk",   "edu", "es",   "eu",   "fi",   "fr",
    "fun",   "gd",   "gl",     "gov",  "gr",   "gs",  "hu",  "ie",   "in",  "info", "int",  "io",   "ir",
    "it",    "jp",   "kr",     "link", "live", "lt",  "ly",  "me",   "mil", "mobi", "mx",   "name", "net",
    "nl",    "no",   "online", "org",  "page", "pl",  "pt",  "ro",   "ru",  "se",   "shop", "site", "space",
    "store", "tech", "to",     "top",  "tv",   "ua",  "uk",  "us",   "xyz"};
static_assert(std::is_sorted(kTopLevelDomains.begin(), kTopLevelDomains.end()));

bool is_top_level_domain(std::string_view label) {
  // "complicit.It is": the start of a sentence without its space
  if (label.size() >= 2 && is_upper(label[0]) && !is_upper(label[1])) return false;
  return std::binary_search(kTopLevelDomains.begin(), kTopLevelDomains.end(), ascii_lower(label));
}

// The dot at `at` stands between a word of two characters or more and what ends a domain.
bool is_domain_dot(std::string_view text, std::size_t at) {
  std::size_t start = at;
  while (start > 0 && is_label_byte(text[start - 1])) --start;
  std::size_t end = at + 1;
  while (end < text.size() && is_label_byte(text[end])) ++end;
  const auto before = text.substr(start, at - start);
  const auto after = text.substr(at + 1, end - at - 1);
  if (before.size() < 2 || after.size() < 2) return false;
  if (is_top_level_domain(after)) return true;
  const bool letters = std::all_of(after.begin(), after.end(), is_ascii_letter);
  return letters && end + 1 < text.size() && text[end] == '/' && is_label_byte(text[end + 1]);
}

bool is_between_words(std::string_view text, std::size_t at) {
  return at > 0 && at + 1 < text.size() && is_label_byte(text[at - 1]) && is_label_byte(text[at + 1]);
}

// Variation selectors choose a form of the letter before; those of FE00 to FE0F make pictures.
bool is_letter_variation(UChar32 c) {
  return u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR) && !(c >= 0xFE00 && c <= 0xFE0F);
}

}  // namespace

bool has_link(std::string_view text) {
  const auto folded = to_folded(text);
  const auto& plain = folded ? *folded : std::string(text);
  for (const std::string_view sign : {"://", "www.", "http:", "https:", "mailto:", "javascript:"}) {
    if (plain.find(sign) != std::string::npos) return true;
  }
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (plain[i] == '@' && is_between_words(plain, i)) return true;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.' && is_domain_dot(text, i)) return true;
  }
  return false;
}

bool has_markup(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char next = text[i + 1];
    if (text[i] == '<' && (is_ascii_letter(next) || next == '/' || next == '!' || next == '?')) return true;
    if (text[i] != '&') continue;
    if (next == '#') return true;
    std::size_t end = i + 1;
    while (end < text.size() && (is_ascii_letter(text[end]) || is_ascii_digit(text[end]))) ++end;
    if (end > i + 1 && end < text.size() && text[end] == ';') return true;
  }
  return false;
}

bool starts_like_formula(std::string_view text) {
  const auto first = [&](std::string_view sign) { return text.starts_with(sign); };
  return first("=") || first("+") || first("-") || first("@") || first("\t") || first("\r") || first("＝") ||
         first("＋") || first("－") || first("＠");
}

bool has_invisible_characters(std::string_view text) {
  if (has_forbidden_characters(text)) return true;
  UChar32 before = 0;
  return any_code_point(text, [&](UChar32 c) {
    const bool joiner = c == 0x200C || c == 0x200D;
    const bool variation = u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR) && before != 0;
    const bool filler = c == 0x2800;  // the empty pattern of Braille
    const bool hidden = u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && !joiner && !variation;
    before = c;
    return hidden || filler;
  });
}

bool has_emoji(std::string_view text) {
  return any_code_point(text, [](UChar32 c) {
    return c == 0xFE0F || (c > 0xFF && u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC)) ||
           u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR) || u_charType(c) == U_ENCLOSING_MARK;
  });
}

bool has_heaped_accents(std::string_view text) {
  bool based = false;  // something stands under the next accent
  int marks = 0, general = 0;
  return any_code_point(text, [&](UChar32 c) {
    if (!is_mark(c)) {
      based = u_isalpha(c) || u_isdigit(c) || c == 0x25CC;
      if (c != 0x200C && c != 0x200D) marks = general = 0;  // a joiner doesn't end a heap
      based |= c == 0x200C || c == 0x200D;
      return false;
    }
    if (is_letter_variation(c)) return false;
    ++marks;
    // the combining diacritical marks that every script shares
    general += (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
               (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
    return !based || marks > 4 || general > 2;
  });
}

}  // namespace ruban::signature
