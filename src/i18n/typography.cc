// SPDX-License-Identifier: AGPL-3.0-or-later
#include "i18n/typography.h"

namespace ruban::i18n {
namespace {

constexpr std::string_view kNarrow = "\u202F";
constexpr std::string_view kNoBreak = "\u00A0";
constexpr std::string_view kOpening = "«";
constexpr std::string_view kClosing = "»";
constexpr std::string_view kApostrophe = "’";

// Length of the space that `text` begins with, plain or no-break; 0 if it begins with something else.
std::size_t space_length(std::string_view text) {
  if (text.starts_with(' ')) return 1;
  if (text.starts_with(kNoBreak)) return kNoBreak.size();
  return 0;
}

bool wants_space_before(std::string_view text) {
  if (text.starts_with(kClosing)) return true;
  if (text.empty() || std::string_view(";:!?").find(text[0]) == std::string_view::npos) return false;
  // A mark stands at a word's end; what goes on with a letter is code, an address or a smiley.
  return text.size() == 1 || std::string_view(" \n\t;:!?.)<\"'").find(text[1]) != std::string_view::npos ||
         static_cast<unsigned char>(text[1]) >= 0x80;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string typeset(Lang lang, std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  bool in_tag = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto rest = text.substr(i);
    if (rest[0] == '<' && rest.size() > 1 && (rest[1] == '/' || is_letter(rest[1]))) in_tag = true;
    if (rest[0] == '>') in_tag = false;
    if (in_tag) {
      out += rest[0];
      ++i;
      continue;
    }
    if (rest[0] == '\'' && !out.empty() && is_letter(out.back()) && rest.size() > 1 && is_letter(rest[1])) {
      out += kApostrophe;
      ++i;
      continue;
    }
    if (lang == Lang::fr) {
      if (const auto space = space_length(rest); space > 0 && wants_space_before(rest.substr(space))) {
        out += kNarrow;
        i += space;
        continue;
      }
      if (rest.starts_with(kOpening)) {
        out += kOpening;
        i += kOpening.size();
        if (const auto space = space_length(text.substr(i)); space > 0) {
          out += kNarrow;
          i += space;
        }
        continue;
      }
    }
    out += rest[0];
    ++i;
  }
  return out;
}

}  // namespace ruban::i18n
