// SPDX-License-Identifier: AGPL-3.0-or-later
// Anchors: the blocks by which two versions of a page are laid side by side, before their words are compared.
#pragma once

#include <span>
#include <vector>

#include "capture/shared_pieces.h"

namespace ruban::capture {

// Pairs of equal blocks (as numbers: equal blocks, equal numbers) in the order of both: those that both begin
// or end with, those that each side has once, and the same again between these ("patience diff").
std::vector<Shared> find_anchors(std::span<const Piece> before, std::span<const Piece> after);

}  // namespace ruban::capture
