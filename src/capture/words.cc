// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace ruban::capture {
namespace {

enum class Sort {
  letter,  // of words
  digit,   // of words and numbers
  lone,    // a letter of a script that doesn't part words
  mark,    // belongs to what stands before it
  joiner,  // and draws what stands behind it in as well
  space,
  flag_half,  // two of them are a flag
  other,
};

Sort sort_of_rare(UChar32 c) {
  if (c == 0x200D) return Sort::joiner;
  if (u_isUWhiteSpace(c)) return Sort::space;
  if (u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR)) return Sort::flag_half;
  if (u_hasBinaryProperty(c, UCHAR_GRAPHEME_EXTEND) || u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER))
    return Sort::mark;
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_FORMAT_CHAR:
      return Sort::mark;
    case U_DECIMAL_DIGIT_NUMBER:
      return Sort::digit;
    case U_CONNECTOR_PUNCTUATION:
      return Sort::letter;
    default:
      break;
  }
  if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) return Sort::lone;
  if (!u_isalnum(c)) return Sort::other;
  // Japanese syllables, and the scripts of which a dictionary is needed to find words.
  const auto width = u_getIntPropertyValue(c, UCHAR_LINE_BREAK);
  const bool japanese =
      (c >= 0x3041 && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF66 && c <= 0xFF9F);
  return width == U_LB_COMPLEX_CONTEXT || japanese ? Sort::lone : Sort::letter;
}

Sort sort_of(UChar32 c) {
  if (c >= 0x80) return sort_of_rare(c);
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') return Sort::letter;
  if (c >= '0' && c <= '9') return Sort::digit;
  return c == ' ' || (c >= '\t' && c <= '\r') ? Sort::space : Sort::other;
}

bool is_apostrophe(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }
// What stands within numbers: of French, English, times and dates.
bool is_in_numbers(UChar32 c) {
  return c == '.' || c == ',' || c == ':' || c == '/' || c == '\'' || c == 0x2019 || c == 0x202F || c == 0xA0;
}

class Cutter {
 public:
  explicit Cutter(std::string_view text)
      : text_(text),
        bytes_(reinterpret_cast<const std::uint8_t*>(text.data())),
        size_(static_cast<std::int32_t>(text.size())) {}

  std::vector<std::string_view> cut() {
    std::vector<std::string_view> out;
    out.reserve(text_.size() / 4);
    while (at_ < size_) {
      const auto begin = at_;
      take_piece();
      out.push_back(text_.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(at_ - begin)));
    }
    return out;
  }

 private:
  // The character at `at`, which moves behind it; what isn't UTF-8 is a character of its own.
  UChar32 read(std::int32_t& at) const {
    UChar32 c;
    U8_NEXT(bytes_, at, size_, c);
    return c < 0 ? 0xFFFD : c;
  }
  Sort sort_at(std::int32_t at) const {
    if (at >= size_) return Sort::other;
    return sort_of(read(at));
  }

  void take_piece() {
    const auto sort = sort_of(read(at_));
    switch (sort) {
      case Sort::letter:
      case Sort::digit:
        take_word(sort);
        break;
      case Sort::space:
        while (at_ < size_ && sort_at(at_) == Sort::space) read(at_);
        break;
      case Sort::flag_half:
        if (sort_at(at_) == Sort::flag_half && at_ < size_) read(at_);
        take_marks();
        break;
      case Sort::lone:
      case Sort::mark:
      case Sort::joiner:
      case Sort::other:
        take_marks();
        break;
    }
  }

  void take_marks() {
    while (at_ < size_) {
      const auto sort = sort_at(at_);
      if (sort != Sort::mark && sort != Sort::joiner) return;
      read(at_);
      // A sign that is joined to another: pictures of families, and the like.
      if (sort == Sort::joiner && sort_at(at_) == Sort::other && at_ < size_) read(at_);
    }
  }

  void take_word(Sort last) {
    while (at_ < size_) {
      auto behind = at_;
      const auto c = read(behind);
      const auto sort = sort_of(c);
      if (sort == Sort::letter || sort == Sort::digit) {
        last = sort;
      } else if (sort != Sort::mark && sort != Sort::joiner) {
        const auto next = behind < size_ ? sort_at(behind) : Sort::other;
        const bool elided = last == Sort::letter && is_apostrophe(c) && next == Sort::letter;
        const bool number = last == Sort::digit && is_in_numbers(c) && next == Sort::digit;
        if (!elided && !number) return;
      }
      at_ = behind;
    }
  }

  std::string_view text_;
  const std::uint8_t* bytes_;
  std::int32_t size_, at_ = 0;
};

}  // namespace

std::vector<std::string_view> cut_words(std::string_view text) { return Cutter(text).cut(); }

bool is_word(std::string_view piece) {
  if (piece.empty()) return false;
  std::int32_t at = 0;
  UChar32 c;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(piece.data()), at, static_cast<std::int32_t>(piece.size()),
          c);
  const auto sort = sort_of(c < 0 ? 0xFFFD : c);
  return sort == Sort::letter || sort == Sort::digit || sort == Sort::lone;
}

}  // namespace ruban::capture
