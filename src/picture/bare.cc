// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "picture/encode.h"
#include "picture/png_chunks.h"

namespace ruban::picture {
namespace {

constexpr std::uint8_t kFrame = 0xC0, kCodes = 0xC4, kEnd = 0xD9, kScan = 0xDA, kTables = 0xDB;

// What follows SOS up to EOI: coded pixels, in which 0xFF is always followed by 0, and the end of the file.
bool is_last_scan(ByteView rest) {
  for (std::size_t i = 0; i + 1 < rest.size(); ++i) {
    if (rest[i] != 0xFF) continue;
    if (rest[i + 1] == kEnd) return i + 2 == rest.size();
    if (rest[++i] != 0) return false;
  }
  return false;
}

bool is_plain_jfif(ByteView content) {
  return content.size() == 14 && as_text(content).starts_with(std::string_view("JFIF\0", 5)) &&
         content[12] == 0 && content[13] == 0;
}

std::optional<Size> bare_jpeg(ByteView rest) {
  rest = rest.subspan(2);  // SOI
  std::optional<Size> size;
  for (bool first = true; rest.size() >= 4; first = false) {
    const auto marker = rest[1];
    const std::size_t length = static_cast<std::size_t>(rest[2]) << 8 | rest[3];
    if (rest[0] != 0xFF || length < 2 || length + 2 > rest.size()) return {};
    const auto content = rest.subspan(4, length - 2);
    rest = rest.subspan(2 + length);
    if (first) {
      if (marker != 0xE0 || !is_plain_jfif(content)) return {};
    } else if (marker == kFrame) {
      if (size || content.size() < 6) return {};
      size = Size{content[3] << 8 | content[4], content[1] << 8 | content[2]};
    } else if (marker == kScan) {
      return is_last_scan(rest) ? size : std::nullopt;
    } else if (marker != kTables && marker != kCodes) {
      return {};
    }
  }
  return {};
}

std::optional<Size> bare_png(ByteView file) {
  PngChunks chunks(file);
  std::string_view before;
  std::optional<Size> size;
  while (const auto chunk = chunks.next()) {
    const auto type = chunk->type;
    const auto content = chunk->content;
    const bool allowed = (type == "IHDR" && before.empty() && content.size() == 13) ||
                         (type == "sRGB" && before == "IHDR" && content.size() == 1) ||
                         (type == "IDAT" && (before == "sRGB" || before == "IDAT")) ||
                         (type == "IEND" && before == "IDAT" && content.empty());
    if (!allowed) return {};
    if (type == "IHDR") {
      const auto width = big_endian(content), height = big_endian(content.subspan(4));
      if (!check_size(width, height)) return {};
      size = Size{static_cast<int>(width), static_cast<int>(height)};
    }
    if (type == "IEND") return chunks.rest().empty() ? size : std::nullopt;
    before = type;
  }
  return {};
}

}  // namespace

std::optional<Size> bare_size(ByteView file) {
  const auto text = as_text(file);
  if (text.starts_with(kPngSignature)) return bare_png(file);
  return text.starts_with("\xFF\xD8") ? bare_jpeg(file) : std::nullopt;
}

}  // namespace ruban::picture
