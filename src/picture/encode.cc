// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/encode.h"

#include <csetjmp>
#include <cstdio>  // jpeglib.h needs it before itself
#include <stdexcept>

#include <jpeglib.h>
#include <png.h>

#include "picture/fit.h"

namespace ruban::picture {
namespace {

struct Escape : jpeg_error_mgr {
  std::jmp_buf place;
};

[[noreturn]] void leave(j_common_ptr encoder) { std::longjmp(static_cast<Escape*>(encoder->err)->place, 1); }

// Both libraries fail here for want of memory alone.
[[noreturn]] void out_of_memory() { throw std::bad_alloc(); }

Bytes jpeg_of(const Picture& picture, int quality) {
  struct Encoder {
    Escape escape{};
    jpeg_compress_struct jpeg{};
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    Encoder() {
      jpeg.err = jpeg_std_error(&escape);
      escape.error_exit = leave;
      jpeg_create_compress(&jpeg);
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    ~Encoder() {
      jpeg_destroy_compress(&jpeg);
      std::free(bytes);
    }
  } encoder;
  auto& jpeg = encoder.jpeg;
  if (setjmp(encoder.escape.place) != 0) out_of_memory();
  jpeg_mem_dest(&jpeg, &encoder.bytes, &encoder.size);
  jpeg.image_width = static_cast<JDIMENSION>(picture.width());
  jpeg.image_height = static_cast<JDIMENSION>(picture.height());
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, quality, TRUE);
  jpeg.optimize_coding = TRUE;
  jpeg_start_compress(&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height) {
    // libjpeg promises to leave it as it is, and only forgets to say const.
    auto* line = const_cast<JSAMPROW>(picture.row(static_cast<int>(jpeg.next_scanline)).data());
    jpeg_write_scanlines(&jpeg, &line, 1);
  }
  jpeg_finish_compress(&jpeg);
  return {encoder.bytes, encoder.bytes + encoder.size};
}

// libpng's caller must not throw through it.
void append(png_structp png, png_bytep bytes, std::size_t size) {
  auto& out = *static_cast<Bytes*>(png_get_io_ptr(png));
  bool fits = true;
  try {
    out.insert(out.end(), bytes, bytes + size);
  } catch (const std::bad_alloc&) {
    fits = false;
  }
  if (!fits) png_error(png, "");
}

Bytes png_of(const Picture& picture) {
  struct Encoder {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
    Bytes bytes;
    Encoder() = default;
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    ~Encoder() { png_destroy_write_struct(&png, &info); }
  } encoder;
  auto* png = encoder.png;
  if (encoder.info == nullptr || setjmp(png_jmpbuf(png)) != 0) out_of_memory();
  png_set_write_fn(png, &encoder.bytes, append, nullptr);
  png_set_IHDR(png, encoder.info, static_cast<png_uint_32>(picture.width()),
               static_cast<png_uint_32>(picture.height()), 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_sRGB(png, encoder.info, PNG_sRGB_INTENT_PERCEPTUAL);
  png_write_info(png, encoder.info);
  for (int y = 0; y < picture.height(); ++y) png_write_row(png, picture.row(y).data());
  png_write_end(png, nullptr);
  return std::move(encoder.bytes);
}

}  // namespace

Bytes encode(const Picture& given, Use use) {
  const bool fits = std::max(given.width(), given.height()) <= kServedSide;
  if (!fits) return encode(fitted(given, kServedSide), use);
  switch (given.format()) {
    case Format::jpeg:
      return jpeg_of(given, use == Use::keep ? 95 : 85);
    case Format::png:
      return png_of(given);
  }
  out_of_memory();
}

}  // namespace ruban::picture
