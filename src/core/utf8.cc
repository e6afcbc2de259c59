// SPDX-License-Identifier: AGPL-3.0-or-later
#include "core/utf8.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "core/check.h"

namespace ruban {
namespace {

// Calls f(code point) for each; false if `text` isn't UTF-8.
template <class F>
bool for_each_code_point(std::string_view text, F f) {
  const auto* s = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c;
    U8_NEXT(s, i, length, c);
    if (c < 0) return false;
    f(c);
  }
  return true;
}

Result<icu::UnicodeString> to_unicode(std::string_view text) {
  if (text.size() > (1U << 24)) return fail(Kind::too_large, "This text is too long.");
  if (!is_utf8(text)) return fail(Kind::invalid, "This text is not UTF-8.");
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string normalised(const icu::Normalizer2* form, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  form->normalize(text, status).toUTF8String(out);
  CHECK(U_SUCCESS(status));
  return out;
}

template <class Get>
const icu::Normalizer2* form(Get get) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* out = get(status);
  CHECK(U_SUCCESS(status));
  return out;
}

bool is_joiner(UChar32 c) { return c == 0x200C || c == 0x200D; }

}  // namespace

bool is_utf8(std::string_view text) {
  return for_each_code_point(text, [](UChar32) {});
}

std::size_t code_points(std::string_view text) {
  std::size_t out = 0;
  for_each_code_point(text, [&](UChar32) { ++out; });
  return out;
}

Result<std::string> to_nfc(std::string_view text) {
  return normalised(form(icu::Normalizer2::getNFCInstance), TRY(to_unicode(text)));
}

Result<std::string> to_folded(std::string_view text) {
  return normalised(form(icu::Normalizer2::getNFKCCasefoldInstance), TRY(to_unicode(text)));
}

std::vector<std::string> search_words(std::string_view text, std::size_t limit) {
  std::vector<std::string> words;
  auto folded = to_folded(text);
  if (!folded) return words;
  auto unicode = to_unicode(*folded);
  UErrorCode status = U_ZERO_ERROR;
  auto decomposed = form(icu::Normalizer2::getNFDInstance)->normalize(*unicode, status);
  CHECK(U_SUCCESS(status));
  icu::UnicodeString word;
  auto flush = [&] {
    if (word.isEmpty() || words.size() >= limit) return;
    words.emplace_back();
    word.toUTF8String(words.back());
    word.remove();
  };
  for (std::int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 c = decomposed.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK && u_getCombiningClass(c) == 230) continue;  // accents above
    if (u_isalnum(c) || u_getCombiningClass(c) != 0 || u_charType(c) == U_COMBINING_SPACING_MARK) {
      word.append(c);
    } else if (!is_joiner(c) && c != '\'' && c != 0x2019) {
      flush();
    }
  }
  flush();
  return words;
}

bool has_forbidden_characters(std::string_view text) {
  bool found = false;
  bool after_letter = false;
  const bool utf8 = for_each_code_point(text, [&](UChar32 c) {
    if (is_joiner(c)) {
      found |= !after_letter;
      after_letter = false;  // one joiner at a time
      return;
    }
    switch (u_charType(c)) {
      case U_CONTROL_CHAR:
      case U_FORMAT_CHAR:
      case U_LINE_SEPARATOR:
      case U_PARAGRAPH_SEPARATOR:
      case U_PRIVATE_USE_CHAR:
      case U_SURROGATE:
      case U_UNASSIGNED:
        found = true;
        break;
      default:
        break;
    }
    after_letter = u_isalpha(c) || u_getCombiningClass(c) != 0 || u_charType(c) == U_NON_SPACING_MARK ||
                   u_charType(c) == U_COMBINING_SPACING_MARK || u_charType(c) == U_OTHER_SYMBOL;
  });
  return !utf8 || found;
}

Result<std::string> tidy_line(std::string_view text) {
  auto nfc = TRY(to_nfc(text));
  std::string out;
  bool space = false;
  const auto* s = reinterpret_cast<const std::uint8_t*>(nfc.data());
  const auto length = static_cast<std::int32_t>(nfc.size());
  for (std::int32_t i = 0; i < length;) {
    const auto start = i;
    UChar32 c;
    U8_NEXT(s, i, length, c);
    if (u_charType(c) == U_SPACE_SEPARATOR) {
      space = true;
      continue;
    }
    if (space && !out.empty()) out.push_back(' ');
    space = false;
    out.append(nfc, static_cast<std::size_t>(start), static_cast<std::size_t>(i - start));
  }
  return out;
}

}  // namespace ruban
