// SPDX-License-Identifier: AGPL-3.0-or-later
// A picture made small enough.
#pragma once

#include "picture/picture.h"

namespace ruban::picture {

// At most `longest` pixels on either side; the same if it is that already. Each new pixel is the average of
// those that it covers, in whole numbers, so that every machine gives the same bytes.
Picture fitted(Picture picture, int longest);

}  // namespace ruban::picture
