// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/png.h"

#include <librsvg/rsvg.h>

#include "press/cairo_handles.h"

namespace ruban::press {
namespace {

using Handle = std::unique_ptr<RsvgHandle, Free<g_object_unref>>;

cairo_status_t append(void* to, const unsigned char* data, unsigned int size) {
  auto& bytes = *static_cast<Bytes*>(to);
  bytes.insert(bytes.end(), data, data + size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<Bytes> png_of(std::string_view svg, int width) {
  const auto broken = fail(Kind::invalid, "This picture can’t be drawn.");
  const auto bytes = as_bytes(svg);
  const Handle picture(rsvg_handle_new_from_data(bytes.data(), bytes.size(), nullptr));
  double wide = 0, high = 0;
  if (!picture || !rsvg_handle_get_intrinsic_size_in_pixels(picture.get(), &wide, &high) || wide <= 0)
    return broken;
  const double scale = width / wide;
  const Surface surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, static_cast<int>(high * scale + 0.5)));
  const Context context(cairo_create(surface.get()));
  const RsvgRectangle place{0, 0, static_cast<double>(width), high * scale};
  if (!rsvg_handle_render_document(picture.get(), context.get(), &place, nullptr)) return broken;
  Bytes out;
  if (cairo_surface_write_to_png_stream(surface.get(), append, &out) != CAIRO_STATUS_SUCCESS) return broken;
  return out;
}

}  // namespace ruban::press
