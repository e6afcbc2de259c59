// SPDX-License-Identifier: AGPL-3.0-or-later
// An SVG document of ours as PNG, for who can't use the other.
#pragma once

#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/result.h"

namespace ruban::press {

// `width` in pixels; the height follows the picture's shape. Fonts are those of the machine. Kind::invalid if
// it can't be drawn. Only for documents that this room has drawn: it may be slow, and takes no care of
// hostile ones.
Result<Bytes> png_of(std::string_view svg, int width);

}  // namespace ruban::press
