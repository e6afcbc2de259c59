// SPDX-License-Identifier: AGPL-3.0-or-later
// The pixels of a PNG, read with libpng.
#pragma once

#include "picture/picture.h"

namespace ruban::picture {

// Every colour type and depth, interlaced or not. Refused: truncated or damaged data, and animations (APNG).
Result<Picture> read_png(ByteView file);

}  // namespace ruban::picture
