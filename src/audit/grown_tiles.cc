// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/grown_tiles.h"

#include "core/check.h"

namespace ruban::audit {

Result<std::pair<Bytes, unsigned>> read_grown(ledger::TileReader& tiles, const ledger::TileId& id,
                                              Result<Bytes> first) {
  if (first) return std::pair(*std::move(first), id.width);
  if (first.error().kind == Kind::not_found && id.width < ledger::kTileWidth) {
    if (auto full = tiles.read({id.level, id.n, ledger::kTileWidth}))
      return std::pair(*std::move(full), ledger::kTileWidth);
  }
  if (first.error().field.empty()) first.error().field = ledger::tile_path(id);
  return tl::unexpected(std::move(first).error());
}

Result<std::pair<Bytes, unsigned>> read_grown(ledger::TileReader& tiles, const ledger::TileId& id) {
  return read_grown(tiles, id, tiles.read(id));
}

Result<Bytes> GrownTiles::read(const ledger::TileId& id) {
  CHECK(id.level != ledger::kEntryLevel);
  const auto width_now = ledger::tile_width(id.level, id.n, size_);
  CHECK(id.width <= width_now);
  auto [bytes, width] = TRY(read_grown(tiles_, {id.level, id.n, width_now}));
  if (bytes.size() == width * Hash::kSize) bytes.resize(id.width * Hash::kSize);
  return std::move(bytes);
}

}  // namespace ruban::audit
