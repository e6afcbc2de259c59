// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/consistency.h"

#include "audit/grown_tiles.h"
#include "core/check.h"
#include "ledger/merkle.h"

namespace ruban::audit {

Result<Relation> relation(const ledger::Checkpoint& earlier, const ledger::Checkpoint& later,
                          ledger::TileReader& tiles) {
  CHECK(earlier.size <= later.size);
  const auto by = [&](const Hash& root) {
    return root == earlier.root ? Relation::goes_on : Relation::forked;
  };
  if (earlier.size == 0) return by(ledger::empty_root());
  if (earlier.size == later.size) return by(later.root);

  GrownTiles grown(tiles, later.size);
  ledger::TileHashReader hashes(later.size, grown);
  const auto first_entries = TRY(ledger::tree_root(earlier.size, hashes));
  const auto proof = TRY(ledger::prove_consistency(earlier.size, later.size, hashes));
  // If this holds, `first_entries` is what the later root says of them, whatever the tiles are worth.
  if (!ledger::verify_consistency(earlier.size, later.size, first_entries, later.root, proof)) {
    return fail(Kind::invalid, "The tiles of the record contradict its checkpoint.");
  }
  return by(first_entries);
}

}  // namespace ruban::audit
