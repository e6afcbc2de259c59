// SPDX-License-Identifier: AGPL-3.0-or-later
// A picture given as evidence: upright pixels in sRGB, 8 bits a channel, and nothing else that its file held.
#pragma once

#include <span>

#include "core/bytes.h"
#include "core/result.h"

namespace ruban::picture {

inline constexpr std::size_t kMostFileBytes = 25'000'000;
inline constexpr int kMostSide = 20'000;
inline constexpr std::int64_t kMostPixels = 40'000'000;
// The longer side of what is kept and served.
inline constexpr int kServedSide = 2560;

// What a picture came as, and goes out as: photographs are JPEG, screenshots mostly PNG.
enum class Format { jpeg, png };

class Picture {
 public:
  // Reads a JPEG or PNG, which it is by its first bytes and by being decodable, whatever its name or type
  // said. Width and height are read and refused before a pixel is decoded. The orientation of EXIF is
  // applied, see-through pixels are laid on white, 16 bits become 8, CMYK becomes RGB. Metadata, thumbnails,
  // colour profiles and whatever was appended to the file aren't kept. Fails with one of refusal.h. Memory:
  // at most 3 bytes a pixel, once more for the turning, and 8 bytes a pixel for a progressive JPEG in CMYK:
  // 450 MB for the largest picture. Only bytes whose sender is trusted are given to it in the server's own
  // process: others go through a Workshop (workshop.h).
  static Result<Picture> parse(ByteView file);

  // White. Both sides are at least 1, and within the limits above.
  Picture(int width, int height, Format format);

  int width() const { return width_; }
  int height() const { return height_; }
  Format format() const { return format_; }
  // Red, green, blue, and so on; 3 × width bytes.
  std::span<const std::uint8_t> row(int y) const { return {rgb_.data() + offset(y), stride()}; }
  std::span<std::uint8_t> row(int y) { return {rgb_.data() + offset(y), stride()}; }

  // The first of a pixel's three bytes.
  const std::uint8_t* at(int x, int y) const {
    return rgb_.data() + offset(y) + 3 * static_cast<std::size_t>(x);
  }
  std::uint8_t* at(int x, int y) { return rgb_.data() + offset(y) + 3 * static_cast<std::size_t>(x); }

  bool operator==(const Picture&) const = default;

 private:
  std::size_t stride() const { return 3 * static_cast<std::size_t>(width_); }
  std::size_t offset(int y) const { return stride() * static_cast<std::size_t>(y); }

  int width_, height_;
  Format format_;
  Bytes rgb_;
};

// Whether a picture of this size is read at all.
Result<void> check_size(std::uint32_t width, std::uint32_t height);

}  // namespace ruban::picture
