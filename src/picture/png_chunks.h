// SPDX-License-Identifier: AGPL-3.0-or-later
// The chunks of a PNG, one after the other, unopened.
#pragma once

#include <optional>

#include "core/bytes.h"

namespace ruban::picture {

inline constexpr std::string_view kPngSignature = "\x89PNG\r\n\x1a\n";

// Four bytes, the most significant first.
inline std::uint32_t big_endian(ByteView bytes) {
  return static_cast<std::uint32_t>(bytes[0]) << 24 | static_cast<std::uint32_t>(bytes[1]) << 16 |
         static_cast<std::uint32_t>(bytes[2]) << 8 | static_cast<std::uint32_t>(bytes[3]);
}

class PngChunks {
 public:
  struct Chunk {
    std::string_view type;
    ByteView content;
  };

  explicit PngChunks(ByteView file) : rest_(file.subspan(std::min(file.size(), kPngSignature.size()))) {}

  // Nothing at the end, or where no whole chunk follows. Checksums are left to whoever decodes.
  std::optional<Chunk> next() {
    if (rest_.size() < 12) return {};
    const std::size_t size = big_endian(rest_);
    if (size > rest_.size() - 12) return {};
    const Chunk out{as_text(rest_.subspan(4, 4)), rest_.subspan(8, size)};
    rest_ = rest_.subspan(12 + size);
    return out;
  }
  ByteView rest() const { return rest_; }

 private:
  ByteView rest_;
};

}  // namespace ruban::picture
