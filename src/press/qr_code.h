// SPDX-License-Identifier: AGPL-3.0-or-later
// A QR code (ISO/IEC 18004) as its dark and light squares.
#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"

namespace ruban::press {

struct QrCode {
  int width = 0;           // squares a side, without the quiet zone of four
  std::vector<bool> dark;  // row by row
  bool is_dark(int x, int y) const { return dark[static_cast<std::size_t>(y * width + x)]; }
};

// Error correction of level M: fifteen hundredths may be stained. Kind::too_large beyond 2,331 bytes;
// Kind::invalid for nothing at all.
Result<QrCode> qr_code(std::string_view text);

}  // namespace ruban::press
