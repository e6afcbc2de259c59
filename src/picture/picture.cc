// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/picture.h"

#include "core/check.h"
#include "picture/read_jpeg.h"
#include "picture/read_png.h"
#include "picture/refusal.h"

namespace ruban::picture {
namespace {

// A guess that only decides which sentence refuses the file.
bool looks_like_svg(std::string_view text) {
  text = text.substr(0, 4096);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto begin = text.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && text[begin] == '<' && text.find("<svg") != std::string_view::npos;
}

}  // namespace

Result<void> check_size(std::uint32_t width, std::uint32_t height) {
  if (width == 0 || height == 0) return refuse(Refusal::damaged);
  if (width > kMostSide || height > kMostSide || std::int64_t{width} * height > kMostPixels)
    return refuse(Refusal::too_many_pixels);
  return {};
}

Picture::Picture(int width, int height, Format format) : width_(width), height_(height), format_(format) {
  CHECK(width > 0 && height > 0 && width <= kMostSide && height <= kMostSide);
  CHECK(std::int64_t{width} * height <= kMostPixels);
  rgb_.assign(stride() * static_cast<std::size_t>(height), 255);
}

Result<Picture> Picture::parse(ByteView file) {
  if (file.size() > kMostFileBytes) return refuse(Refusal::file_too_large);
  const auto text = as_text(file);
  if (text.starts_with("\xFF\xD8\xFF")) return read_jpeg(file);
  if (text.starts_with("\x89PNG\r\n\x1a\n")) return read_png(file);
  return refuse(looks_like_svg(text) ? Refusal::svg : Refusal::unknown_kind);
}

}  // namespace ruban::picture
