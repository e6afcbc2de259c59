// SPDX-License-Identifier: AGPL-3.0-or-later
// A picture's brightness, in the sizes at which faces are looked for.
#pragma once

#include "picture/picture.h"

namespace ruban::picture {

struct Grey {
  int width = 0, height = 0;
  Bytes pixels;  // width × height

  const std::uint8_t* row(int y) const {
    return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
  }
  std::uint8_t* row(int y) {
    return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
  }
};

// The luma of ITU-R BT.601, in fixed point with 14 bits.
Grey grey_of(const Picture& picture);

// By linear interpolation with weights of 8 bits, no average: what the cascades were made to look at. Both
// sides at least 1.
Grey resized(const Grey& from, int width, int height);

Grey mirrored(const Grey& from);

}  // namespace ruban::picture
