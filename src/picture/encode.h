// SPDX-License-Identifier: AGPL-3.0-or-later
// A picture as a file that holds its pixels and nothing else.
#pragma once

#include <optional>

#include "picture/picture.h"

namespace ruban::picture {

enum class Use {
  serve,  // JPEG of quality 85
  keep,   // JPEG of quality 95, to be read and encoded again after its regions were hidden
};

// A JPEG or PNG, by picture.format(), of at most 2,560 pixels on the longer side (larger ones are scaled
// down). The bytes depend on the pixels and on the versions of libjpeg-turbo, libpng and zlib alone, and pass
// is_bare().
Bytes encode(const Picture& picture, Use use = Use::serve);

struct Size {
  int width, height;
  bool operator==(const Size&) const = default;
};

// The size of a file that is made of no other parts than those encode() writes: JPEG of SOI, a JFIF segment
// without thumbnail, DQT, one SOF0, DHT, one SOS, EOI; PNG of IHDR, sRGB, IDAT, IEND; and nothing behind.
// Nothing if it is any other file. Looks at the outline, and doesn't decode.
std::optional<Size> bare_size(ByteView file);
inline bool is_bare(ByteView file) { return bare_size(file).has_value(); }

}  // namespace ruban::picture
