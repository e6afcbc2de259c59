// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/signer_name.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

#include "core/utf8.h"
#include "signature/plain_text.h"

namespace ruban::signature {
namespace {

template <class Allowed>
bool all_code_points(std::string_view text, Allowed allowed) {
  const auto* s = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c;
    U8_NEXT(s, i, length, c);
    if (!allowed(c)) return false;
  }
  return true;
}

bool is_letter_or_mark(UChar32 c) {
  return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK)) != 0 || c == 0x200C || c == 0x200D;
}

// What joins and shortens the words of names, in the scripts that have a sign of their own for it.
bool is_name_sign(UChar32 c) {
  static constexpr char32_t kSigns[] =
      U" '().,-·‘’‐‑・"
      U"\u055A\u058A\u05BE\u05F3\u05F4\u0F0B\u1361";  // Armenian, Hebrew, Tibetan, Ethiopic
  return std::char_traits<char32_t>::find(kSigns, std::size(kSigns) - 1, static_cast<char32_t>(c)) != nullptr;
}

bool is_name_character(UChar32 c) {
  return is_letter_or_mark(c) || (U_GET_GC_MASK(c) & (U_GC_ND_MASK | U_GC_NL_MASK)) != 0 || is_name_sign(c);
}

bool is_role_character(UChar32 c) {
  return is_letter_or_mark(c) || (U_GET_GC_MASK(c) & (U_GC_N_MASK | U_GC_P_MASK)) != 0 || c == ' ' ||
         c == '+' || c == '|' || c == 0xB0 || c == 0x2116;  // degree, numero
}

bool has_letter(std::string_view text) {
  return !all_code_points(text, [](UChar32 c) { return !u_isalpha(c); });
}

// Enough for the longest text of 4-byte code points with its spaces: beyond it nothing is looked at.
constexpr std::size_t byte_limit(std::size_t code_points) { return 8 * code_points + 64; }

}  // namespace

Result<SignerName> SignerName::parse(std::string_view typed) {
  const std::string field = "name";
  if (typed.size() > byte_limit(kMax)) {
    return fail(Kind::invalid, "This name is too long: please use at most 80 characters.", field);
  }
  if (!is_utf8(typed)) return fail(Kind::invalid, "This name can't be read: please type it again.", field);
  auto text = TRY(tidy_line(typed));
  if (text.empty()) return fail(Kind::invalid, "Please give your name.", field);
  if (has_invisible_characters(text)) {
    return fail(Kind::invalid, "This name has invisible characters or line breaks: please type it by hand.",
                field);
  }
  const auto length = code_points(text);
  if (length > kMax) {
    return fail(Kind::invalid, "This name is too long: please use at most 80 characters.", field);
  }
  if (length < kMin) return fail(Kind::invalid, "This name is too short: please give your full name.", field);
  if (starts_like_formula(text)) {
    return fail(Kind::invalid, "A name can't start with one of the signs = + - @.", field);
  }
  if (has_markup(text) || text.find_first_of("<>") != std::string::npos) {
    return fail(Kind::invalid, "A name can't hold markup or the signs < and >.", field);
  }
  if (has_link(text) || text.find('@') != std::string::npos) {
    return fail(Kind::invalid,
                "A name can't hold a link or an address. If your name has a dot, leave a space after it.",
                field);
  }
  if (has_emoji(text)) return fail(Kind::invalid, "A name can't hold emoji.", field);
  if (has_heaped_accents(text)) {
    return fail(Kind::invalid, "This name has too many accents on one letter, or an accent without a letter.",
                field);
  }
  if (!all_code_points(text, is_name_character)) {
    return fail(Kind::invalid,
                "A name holds letters, spaces, hyphens, apostrophes and dots: please leave out other signs.",
                field);
  }
  if (!has_letter(text)) {
    return fail(Kind::invalid, "Please give your name in letters: figures alone are not a name.", field);
  }
  return SignerName(std::move(text));
}

Result<Role> Role::parse(std::string_view typed) {
  const std::string field = "role";
  if (typed.size() > byte_limit(kMax)) {
    return fail(Kind::invalid, "This role is too long: please use at most 100 characters.", field);
  }
  if (!is_utf8(typed)) return fail(Kind::invalid, "This role can't be read: please type it again.", field);
  auto text = TRY(tidy_line(typed));
  if (text.empty()) return fail(Kind::invalid, "Please give your role, or leave it out.", field);
  if (has_invisible_characters(text)) {
    return fail(Kind::invalid, "This role has invisible characters or line breaks: please type it by hand.",
                field);
  }
  if (code_points(text) > kMax) {
    return fail(Kind::invalid, "This role is too long: please use at most 100 characters.", field);
  }
  if (starts_like_formula(text)) {
    return fail(Kind::invalid, "A role can't start with one of the signs = + - @.", field);
  }
  if (has_markup(text) || text.find_first_of("<>") != std::string::npos) {
    return fail(Kind::invalid, "A role can't hold markup or the signs < and >.", field);
  }
  if (has_link(text)) {
    return fail(Kind::invalid, "A role can't hold a link or an address. After a dot, leave a space.", field);
  }
  if (has_emoji(text)) return fail(Kind::invalid, "A role can't hold emoji.", field);
  if (has_heaped_accents(text)) {
    return fail(Kind::invalid, "This role has too many accents on one letter, or an accent without a letter.",
                field);
  }
  if (!all_code_points(text, is_role_character)) {
    return fail(Kind::invalid, "A role holds letters, figures and punctuation: please leave out other signs.",
                field);
  }
  return Role(std::move(text));
}

Result<Comment> Comment::parse(std::string_view typed) {
  const std::string field = "comment";
  if (typed.size() > byte_limit(kMax)) {
    return fail(Kind::invalid, "This comment is too long: please use at most 1,000 characters.", field);
  }
  if (!is_utf8(typed)) return fail(Kind::invalid, "This comment can't be read: please type it again.", field);

  std::string text;
  std::size_t lines = 0;
  bool gap = false;  // empty lines wait, so that none stands at the end
  while (true) {
    const auto end = typed.find('\n');
    auto typed_line = typed.substr(0, end);
    if (typed_line.ends_with('\r')) typed_line.remove_suffix(1);
    const auto line = TRY(tidy_line(typed_line));
    if (line.empty()) {
      gap = lines > 0;
    } else {
      if (has_invisible_characters(line)) {
        return fail(Kind::invalid, "This comment has invisible characters: please type it by hand.", field);
      }
      if (has_heaped_accents(line)) {
        return fail(Kind::invalid,
                    "This comment has too many accents on one letter, or an accent without a letter.", field);
      }
      if (line.starts_with('=') || line.starts_with('@')) {
        return fail(Kind::invalid, "A line of a comment can't start with one of the signs = and @.", field);
      }
      if (has_markup(line)) return fail(Kind::invalid, "A comment is plain text, without markup.", field);
      if (has_link(line)) {
        return fail(Kind::invalid, "A comment can't hold a link or an address. After a dot, leave a space.",
                    field);
      }
      if (lines > 0) text += gap ? "\n\n" : "\n";
      lines += gap ? 2 : 1;
      gap = false;
      text += line;
    }
    if (end == std::string_view::npos) break;
    typed.remove_prefix(end + 1);
  }
  if (text.empty()) return fail(Kind::invalid, "Please write a comment, or leave it out.", field);
  if (lines > kMaxLines)
    return fail(Kind::invalid, "This comment has too many lines: please use at most 12.", field);
  if (code_points(text) > kMax) {
    return fail(Kind::invalid, "This comment is too long: please use at most 1,000 characters.", field);
  }
  return Comment(std::move(text));
}

std::vector<std::string_view> Comment::lines() const {
  std::vector<std::string_view> out;
  std::string_view rest = text_;
  while (true) {
    const auto end = rest.find('\n');
    out.push_back(rest.substr(0, end));
    if (end == std::string_view::npos) return out;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace ruban::signature
