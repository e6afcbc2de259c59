// SPDX-License-Identifier: AGPL-3.0-or-later
// Which way up a photograph is: the one thing of EXIF that is obeyed before all of it is thrown away.
#pragma once

#include "picture/picture.h"

namespace ruban::picture {

// 1 to 8 as EXIF 2.32 section 4.6.4 (tag 274) numbers them; 1, which changes nothing, if `tiff` doesn't say
// or isn't sound. `tiff` is what follows "Exif" and two zeros in a JPEG, or the whole of a PNG's eXIf.
int orientation_of(ByteView tiff);

// The picture as it is meant to be seen.
Picture upright(Picture picture, int orientation);

}  // namespace ruban::picture
