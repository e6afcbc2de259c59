// SPDX-License-Identifier: AGPL-3.0-or-later
// Parts of a picture hidden so that nobody can get them back.
#pragma once

#include <span>

#include "picture/picture.h"
#include "picture/region.h"

namespace ruban::picture {

// What hide() really covers for a region: a quarter of its width and height more on each side (hair, ears,
// chin), then outwards to whole squares of 16 pixels, which JPEG codes together, within the picture.
Region covered_by(const Region& region, int width, int height);

// Covers each region with a soft pattern made of at most 3 × 3 averages of what was there, each rounded to
// one of 16 levels a channel; a part less than 8 pixels wide or high becomes grey. Nothing inside depends on
// more than these numbers: two pictures that agree in them, and outside, become the same bytes. The order of
// the regions doesn't matter; where they overlap, the later (by x, y, width, height) averages what the
// earlier ones have left.
Picture hide(Picture picture, std::span<const Region> regions);

}  // namespace ruban::picture
