// SPDX-License-Identifier: AGPL-3.0-or-later
// A QR code drawn with Cairo.
#pragma once

#include "press/cairo_handles.h"
#include "press/qr_code.h"

namespace ruban::press {

// Dark squares in the colour that is set, `side` wide, without the quiet zone of four squares. They are one
// mask: as rectangles they would make a page of a megabyte.
void draw_qr(cairo_t* cairo, const QrCode& code, double x, double y, double side);

}  // namespace ruban::press
