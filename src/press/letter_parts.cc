// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/letter_parts.h"

#include "i18n/format.h"
#include "i18n/tr.h"
#include "i18n/typography.h"

namespace ruban::press {

Frame LetterParts::frame() const {
  Frame out;
  out.lang = lang_;
  out.title = ours(letter_.title);
  out.first_head = i18n::tr(lang_, "Open letter");
  if (letter_.is_demonstration) out.notice = i18n::tr(lang_, "Demonstration: these signers are invented");
  out.foot =
      printable(letter_.checkpoint.origin) + " · " + i18n::format_instant_short(lang_, letter_.checkpoint.at);
  out.made = letter_.at;
  return out;
}

std::string LetterParts::ours(std::string_view text) const { return printable(i18n::typeset(lang_, text)); }

std::string LetterParts::number(std::uint64_t n) const { return i18n::format_number(lang_, n); }

Block LetterParts::block(const std::vector<Run>& runs, double width) const {
  Block out;
  out.text.emplace(typefaces_, runs, Shape{width});
  return out;
}

Block LetterParts::heading(const std::string& text, const Style& style, const char* tag, int level) const {
  Block out;
  Shape shape{kRight - kLeft};
  shape.is_balanced = true;
  out.text.emplace(typefaces_, std::vector<Run>{{text, style}}, shape);
  out.tag = tag;
  out.outline = text;
  out.outline_level = level;
  out.keep_with_next = true;
  return out;
}

}  // namespace ruban::press
