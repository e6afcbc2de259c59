// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures and files for tests, made on the spot.
#pragma once

#include <cstdio>  // jpeglib.h needs it before itself

#include <jpeglib.h>
#include <png.h>
#include <zlib.h>

#include <cstdlib>

#include "picture/encode.h"
#include "picture/picture.h"
#include "picture/test_faces.h"

namespace ruban::picture {

// Soft colours, no two corners alike.
inline Picture landscape(int width, int height, Format format = Format::png) {
  Picture out(width, height, format);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      auto* pixel = out.at(x, y);
      pixel[0] = static_cast<std::uint8_t>(90 + 90 * x / width);
      pixel[1] = static_cast<std::uint8_t>(100 + 60 * y / height);
      pixel[2] = static_cast<std::uint8_t>(120 + (x + 2 * y) % 9);
    }
  }
  return out;
}

// Three people who don't exist.
inline Picture crowd(Format format = Format::png) {
  auto out = landscape(480, 240, format);
  draw({.x = 90, .y = 120, .width = 90, .skin = 0.45}, out);
  draw({.x = 240, .y = 120, .width = 80, .tilt = 0.12, .skin = 0.6}, out);
  draw({.x = 390, .y = 120, .width = 90, .skin = 0.85, .light = 0.7}, out);
  return out;
}

inline Bytes joined(std::initializer_list<ByteView> parts) {
  Bytes out;
  for (const auto part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

// A JPEG with another segment behind its first two bytes.
inline Bytes with_segment(const Bytes& jpeg, std::uint8_t marker, std::string_view content) {
  const auto length = content.size() + 2;
  const Bytes head{0xFF, marker, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
  return joined({ByteView(jpeg).first(2), head, as_bytes(content), ByteView(jpeg).subspan(2)});
}

inline Bytes number(std::uint32_t value) {
  return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
          static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

// A PNG with another chunk behind its IHDR.
inline Bytes with_chunk(const Bytes& png, std::string_view type, std::string_view content) {
  const auto body = joined({as_bytes(type), as_bytes(content)});
  const auto sum = static_cast<std::uint32_t>(::crc32(0, body.data(), static_cast<uInt>(body.size())));
  constexpr std::size_t kBehindHeader = 8 + 12 + 13;
  return joined({ByteView(png).first(kBehindHeader), number(static_cast<std::uint32_t>(content.size())), body,
                 number(sum), ByteView(png).subspan(kBehindHeader)});
}

// What a camera writes: this orientation, and the place where the photograph was taken.
inline std::string exif(int orientation, bool big = false) {
  std::string out = big ? std::string("MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0", 19)
                        : std::string("II*\0\10\0\0\0\1\0\22\1\3\0\1\0\0\0", 18);
  out += static_cast<char>(orientation);
  out += std::string(8, '\0');
  return out + "GPS 48.85 N 2.35 E, SerialNumber 4711";
}

// A JPEG as other programs write it; `tune` changes what the encoder does.
template <class Tune>
Bytes jpeg_of(int width, int height, int channels, J_COLOR_SPACE space, const Bytes& samples,
              const Tune& tune) {
  jpeg_error_mgr errors{};
  jpeg_compress_struct jpeg{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &bytes, &size);
  jpeg.image_width = static_cast<JDIMENSION>(width);
  jpeg.image_height = static_cast<JDIMENSION>(height);
  jpeg.input_components = channels;
  jpeg.in_color_space = space;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, 95, TRUE);
  tune(jpeg);
  jpeg_start_compress(&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height) {
    auto* line = const_cast<JSAMPROW>(samples.data()) +
                 static_cast<std::ptrdiff_t>(jpeg.next_scanline) * width * channels;
    jpeg_write_scanlines(&jpeg, &line, 1);
  }
  jpeg_finish_compress(&jpeg);
  Bytes out(bytes, bytes + size);
  jpeg_destroy_compress(&jpeg);
  std::free(bytes);
  return out;
}

// A PNG from samples in one of libpng's formats.
inline Bytes png_of(int width, int height, std::uint32_t format, const void* samples) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = format;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  Bytes out(size);
  if (png_image_write_to_memory(&image, out.data(), &size, 0, samples, 0, nullptr) == 0) std::abort();
  out.resize(size);
  return out;
}

inline std::array<int, 3> pixel(const Picture& picture, int x, int y) {
  const auto* at = picture.at(x, y);
  return {at[0], at[1], at[2]};
}

}  // namespace ruban::picture
