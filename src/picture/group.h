// SPDX-License-Identifier: AGPL-3.0-or-later
// Many windows around one face made one region.
#pragma once

#include <span>
#include <vector>

#include "picture/region.h"

namespace ruban::picture {

// The average of each group of at least `least` windows that lie close together: sides that differ by less
// than a tenth of their lengths' sum. Lone windows are mostly no faces. At most some ten thousand windows: it
// compares each with each.
std::vector<Region> grouped(std::span<const Region> windows, std::size_t least);

// What several cascades found, each face once: where at least half of the smaller of two regions lies in the
// other, they become the region around both. Sorted. If more than kMostRegions are left, the last is the
// region around all that are too many, so that nothing found goes uncovered.
std::vector<Region> joined(std::vector<Region> regions);

}  // namespace ruban::picture
