// SPDX-License-Identifier: AGPL-3.0-or-later
// The word that somebody most likely meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ruban::letter {

// Of `known`, the one that takes the fewest changes (a letter added, removed, replaced, or two neighbours
// swapped) to get from `written`; nothing if all are too far for a slip of the finger. Capitals and "_"
// against "-" don't count.
std::optional<std::string> nearest(std::string_view written, const std::vector<std::string>& known);

}  // namespace ruban::letter
