// SPDX-License-Identifier: AGPL-3.0-or-later
#include "capture/block_writer.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <utility>

namespace ruban::capture {
namespace {

// Characters that change nothing that is seen, or how other text is seen: controls, overrides and isolates of
// direction, soft hyphens, marks of byte order and annotation.
bool is_left_out(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

bool is_space(char32_t c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r'; }

// Only spaces, of whatever width.
bool is_blank(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    if (!u_isUWhiteSpace(c)) return false;
  }
  return true;
}

void trim_end(std::string& text, std::string_view what) { text.erase(text.find_last_not_of(what) + 1); }

}  // namespace

void BlockWriter::add(std::string_view text, BlockKind kind, int level) {
  if (!is_open_) {
    open_ = {kind, level, {}};
    is_open_ = true;
  }
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size && !full_;) {
    const auto begin = i;
    UChar32 c;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    add_character(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin)),
                  static_cast<char32_t>(c));
  }
}

void BlockWriter::add_character(std::string_view bytes, char32_t c) {
  if (c == 0x2028 || c == 0x2029) return break_line();
  const bool preformatted = open_.kind == BlockKind::preformatted;
  if (is_space(c)) {
    if (!preformatted) {
      space_ = true;
      return;
    }
    if (c == '\f' || c == '\r') return;
  } else if (is_left_out(c)) {
    return;
  }
  if (space_ && !open_.text.empty() && !open_.text.ends_with('\n')) open_.text.push_back(' ');
  space_ = false;
  if (size_ + open_.text.size() + bytes.size() > limits_.text) {
    full_ = true;
    return;
  }
  open_.text.append(bytes);
}

void BlockWriter::break_line() {
  if (!is_open_) return;
  space_ = false;
  if (open_.kind != BlockKind::preformatted) {
    if (open_.text.empty()) return;
    if (open_.text.ends_with('\n')) return end_block();  // pages part their paragraphs in this way, too
  }
  if (size_ + open_.text.size() + 1 > limits_.text) {
    full_ = true;
    return;
  }
  open_.text.push_back('\n');
}

void BlockWriter::end_block() {
  if (!std::exchange(is_open_, false)) return;
  space_ = false;
  trim_end(open_.text, " \t\n");
  // Lines without text in front would move with every change of the page's source.
  if (open_.kind == BlockKind::preformatted) {
    const auto text = open_.text.find_first_not_of(" \t\n");
    const auto line = text == std::string::npos ? text : open_.text.rfind('\n', text);
    if (line != std::string::npos) open_.text.erase(0, line + 1);
  }
  if (is_blank(open_.text)) return;
  if (blocks_.size() == limits_.blocks) {
    full_ = true;
    return;
  }
  size_ += open_.text.size();
  blocks_.push_back(std::move(open_));
}

std::vector<Block> BlockWriter::take() {
  end_block();
  return std::move(blocks_);
}

}  // namespace ruban::capture
