// SPDX-License-Identifier: AGPL-3.0-or-later
// Why a picture isn't taken, each with the sentence that says so and what to do next.
#pragma once

#include "core/result.h"

namespace ruban::picture {

// The numbers travel from the child that reads a picture to the server (docs/formats/picture-child.md).
enum class Refusal {
  file_too_large = 1,
  too_many_pixels = 2,
  damaged = 3,  // truncated, or of a kind that only some programs read
  animated = 4,
  svg = 5,
  unknown_kind = 6,
  too_costly = 7,  // needs more memory or time than a picture may
  broke = 8,       // the program that reads it was ended by it
};

Error error_of(Refusal refusal);
inline tl::unexpected<Error> refuse(Refusal refusal) { return tl::unexpected(error_of(refusal)); }

}  // namespace ruban::picture
