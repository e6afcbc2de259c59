// SPDX-License-Identifier: AGPL-3.0-or-later
// Tree: the right edge of the record's hash tree, to which leaves are appended.
#pragma once

#include <span>
#include <vector>

#include "ledger/merkle.h"
#include "ledger/tile.h"

namespace ruban::ledger {

// A value: the sequencer copies it, appends, and keeps the copy once it is committed. At most 64 KiB.
class Tree {
 public:
  Tree() = default;  // empty

  // The tree of `size` entries, from its partial tiles. The caller compares root() with the signed
  // checkpoint.
  static Result<Tree> load(TreeSize size, TileReader& tiles);

  TreeSize size() const { return size_; }
  Hash root() const;

  // Appends leaf hashes. Returns the hash tiles that the new size needs and the old one didn't: the full ones
  // that were completed, and the partial ones at the new size, by level and place. Entry bundles are the
  // caller's.
  std::vector<Tile> append(std::span<const Hash> leaves);

 private:
  TreeSize size_ = 0;
  std::vector<std::vector<Hash>>
      edge_;  // hashes of the last, partial tile of each level; fewer than 256 each
};

// The entry bundles to write when `entries` are appended to a record of `old_size`: those that became full
// and the partial one at the new size. `last_bundle` holds the entries of the old partial bundle, empty if
// there is none.
std::vector<Tile> bundles_for(TreeSize old_size, std::span<const std::string> last_bundle,
                              std::span<const std::string> entries);

}  // namespace ruban::ledger
