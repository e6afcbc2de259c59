// SPDX-License-Identifier: AGPL-3.0-or-later
#include "press/qr_drawing.h"

namespace ruban::press {

void draw_qr(cairo_t* cairo, const QrCode& code, double x, double y, double side) {
  const Surface mask(cairo_image_surface_create(CAIRO_FORMAT_A8, code.width, code.width));
  auto* bytes = cairo_image_surface_get_data(mask.get());
  const auto stride = cairo_image_surface_get_stride(mask.get());
  for (int row = 0; row < code.width; ++row) {
    for (int column = 0; column < code.width; ++column)
      bytes[row * stride + column] = code.is_dark(column, row) ? 0xff : 0;
  }
  cairo_surface_mark_dirty(mask.get());
  cairo_save(cairo);
  cairo_translate(cairo, x, y);
  cairo_scale(cairo, side / code.width, side / code.width);
  using Pattern = std::unique_ptr<cairo_pattern_t, Free<cairo_pattern_destroy>>;
  const Pattern pattern(cairo_pattern_create_for_surface(mask.get()));
  cairo_pattern_set_filter(pattern.get(), CAIRO_FILTER_NEAREST);
  cairo_mask(cairo, pattern.get());
  cairo_restore(cairo);
}

}  // namespace ruban::press
