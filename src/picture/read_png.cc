// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/read_png.h"

#include <png.h>

#include "picture/orientation.h"
#include "picture/png_chunks.h"
#include "picture/refusal.h"

namespace ruban::picture {
namespace {

// What has to be known of the chunks before libpng sees them.
struct Outline {
  std::uint32_t width = 0, height = 0;
  int orientation = 1;
};

Result<Outline> outline_of(ByteView file) {
  Outline out;
  PngChunks chunks(file);
  auto chunk = chunks.next();
  if (!chunk || chunk->type != "IHDR" || chunk->content.size() != 13) return refuse(Refusal::damaged);
  out.width = big_endian(chunk->content.subspan(0, 4));
  out.height = big_endian(chunk->content.subspan(4, 4));
  TRY(check_size(out.width, out.height));
  while ((chunk = chunks.next())) {
    if (chunk->type == "acTL" || chunk->type == "fcTL") return refuse(Refusal::animated);
    if (chunk->type == "eXIf") out.orientation = orientation_of(chunk->content);
    if (chunk->type == "IEND") return out;
  }
  return refuse(Refusal::damaged);  // it ends before its end
}

// libpng's own simple way of reading: it catches its own errors and reads no text, time or profile.
class Image {
 public:
  Image() { image_.version = PNG_IMAGE_VERSION; }
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;
  ~Image() { png_image_free(&image_); }
  png_image& operator*() { return image_; }
  png_image* operator->() { return &image_; }

 private:
  png_image image_{};
};

}  // namespace

Result<Picture> read_png(ByteView file) {
  const auto outline = TRY(outline_of(file));
  Image image;
  if (png_image_begin_read_from_memory(&*image, file.data(), file.size()) == 0 ||
      image->width != outline.width || image->height != outline.height)
    return refuse(Refusal::damaged);
  image->format = PNG_FORMAT_RGB;
  image->flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // else 16 bits without a gamma would be taken for linear
  Picture picture(static_cast<int>(outline.width), static_cast<int>(outline.height), Format::png);
  const png_color white{255, 255, 255};
  if (png_image_finish_read(&*image, &white, picture.row(0).data(), 0, nullptr) == 0)
    return refuse(Refusal::damaged);
  return upright(std::move(picture), outline.orientation);
}

}  // namespace ruban::picture
