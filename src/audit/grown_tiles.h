// SPDX-License-Identifier: AGPL-3.0-or-later
// GrownTiles: reads the tiles of an earlier size from a record that has grown since.
#pragma once

#include <utility>

#include "ledger/tile.h"

namespace ruban::audit {

// The tile and its width, which may be larger than what was asked for: a partial tile may be gone once its
// full one is there. The error's field is the tile's path.
Result<std::pair<Bytes, unsigned>> read_grown(ledger::TileReader& tiles, const ledger::TileId& id);
// The same when the tile itself has been asked for already.
Result<std::pair<Bytes, unsigned>> read_grown(ledger::TileReader& tiles, const ledger::TileId& id,
                                              Result<Bytes> first);

// For hash tiles only: those of any size up to `size`, cut from the tiles that a record of `size` has.
class GrownTiles final : public ledger::TileReader {
 public:
  GrownTiles(ledger::TileReader& tiles, TreeSize size) : tiles_(tiles), size_(size) {}
  Result<Bytes> read(const ledger::TileId& id) override;

 private:
  ledger::TileReader& tiles_;
  TreeSize size_;
};

}  // namespace ruban::audit
