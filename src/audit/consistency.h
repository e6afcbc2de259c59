// SPDX-License-Identifier: AGPL-3.0-or-later
// Consistency: whether one signed checkpoint of a record goes on from another, by the tiles that its server
// gives.
#pragma once

#include "ledger/checkpoint.h"
#include "ledger/tile.h"

namespace ruban::audit {

enum class Relation {
  goes_on,  // the first entries of the later tree are the earlier tree
  forked,   // they are not: whoever signed both has shown two records
};

// earlier.size <= later.size. Reads a few tiles of the later tree, and trusts none of them: Kind::invalid if
// they contradict its root, so that nothing can be said. Every tree goes on from the empty one.
Result<Relation> relation(const ledger::Checkpoint& earlier, const ledger::Checkpoint& later,
                          ledger::TileReader& tiles);

}  // namespace ruban::audit
