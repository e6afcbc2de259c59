// SPDX-License-Identifier: AGPL-3.0-or-later
// The ring on paper: signatures in a circle, so that none is first.
#pragma once

#include <cstdint>

#include "press/typeface.h"

namespace ruban::press {

// A filled mark for each signature by name, an open one for each without; of more than a few thousand a band
// whose width tells the count. Drawn from the counts alone: a mark's place says nothing of whose it is.
// (x, y) is the middle. The hole in it is `kRingHole` of the radius.
inline constexpr double kRingHole = 0.5;
void draw_ring(cairo_t* cairo, std::uint64_t named, std::uint64_t anon, double x, double y, double radius);
// How much of the radius it takes: few marks are one circle around the hole.
double ring_reach(std::uint64_t named, std::uint64_t anon);

// The sign of Ruban: a small ring that waits for its signatures.
void draw_sign(cairo_t* cairo, double x, double y, double radius);

}  // namespace ruban::press
