// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/orientation.h"

#include <algorithm>

namespace ruban::picture {
namespace {

constexpr unsigned kOrientation = 274, kShort = 3;

// Numbers of a TIFF, in the order of bytes that its first two say. Beyond the end there are zeros.
class Tiff {
 public:
  explicit Tiff(ByteView bytes) : bytes_(bytes), big_(as_text(bytes).starts_with("MM")) {}
  bool is_sound() const {
    const auto text = as_text(bytes_);
    return (text.starts_with("MM") || text.starts_with("II")) && u16(2) == 42;
  }
  std::uint32_t u16(std::size_t at) const {
    return big_ ? byte(at) << 8 | byte(at + 1) : byte(at + 1) << 8 | byte(at);
  }
  std::uint32_t u32(std::size_t at) const {
    return big_ ? u16(at) << 16 | u16(at + 2) : u16(at + 2) << 16 | u16(at);
  }

 private:
  std::uint32_t byte(std::size_t at) const { return at < bytes_.size() ? bytes_[at] : 0U; }

  ByteView bytes_;
  bool big_;
};

}  // namespace

int orientation_of(ByteView bytes) {
  const Tiff tiff(bytes);
  if (!tiff.is_sound()) return 1;
  const std::size_t directory = tiff.u32(4);
  const auto entries = tiff.u16(directory);  // at most 65,535
  for (std::size_t i = 0; i < entries; ++i) {
    const auto entry = directory + 2 + 12 * i;
    if (entry + 12 > bytes.size()) return 1;
    if (tiff.u16(entry) != kOrientation) continue;
    const auto value = tiff.u16(entry + 8);
    return tiff.u16(entry + 2) == kShort && value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

Picture upright(Picture picture, int orientation) {
  if (orientation <= 1 || orientation > 8) return picture;
  const bool turned = orientation >= 5;  // rows become columns
  const bool right_to_left = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
  const bool bottom_up = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
  const int width = turned ? picture.height() : picture.width();
  const int height = turned ? picture.width() : picture.height();
  Picture out(width, height, picture.format());
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      int to_x = turned ? y : x, to_y = turned ? x : y;
      if (right_to_left) to_x = width - 1 - to_x;
      if (bottom_up) to_y = height - 1 - to_y;
      std::copy_n(picture.at(x, y), 3, out.at(to_x, to_y));
    }
  }
  return out;
}

}  // namespace ruban::picture
