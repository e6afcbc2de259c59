// SPDX-License-Identifier: AGPL-3.0-or-later
// The pixels of a JPEG, read with libjpeg-turbo.
#pragma once

#include "picture/picture.h"

namespace ruban::picture {

// Grey, YCbCr, RGB, CMYK and YCCK, sequential or progressive. Refused: truncated or damaged data, more than
// 64 scans (each is a pass over the whole picture, and a small file can ask for thousands).
Result<Picture> read_jpeg(ByteView file);

}  // namespace ruban::picture
