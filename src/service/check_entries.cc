// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/check_entries.h"

#include <algorithm>

#include "ledger/merkle.h"

namespace ruban::service {

std::optional<EntryIndex> first_altered(store::RecordStore& record, EntryIndex from, TreeSize size) {
  while (from < size) {
    const auto tile = from / ledger::kTileWidth;
    const auto end = std::min<TreeSize>(size, (tile + 1) * ledger::kTileWidth);
    const auto hashes = record.tile({0, tile, ledger::tile_width(0, tile, size)});
    const auto texts = record.entries(from, end - from);
    if (!hashes) return from;
    for (const auto& text : texts) {
      const auto place = static_cast<unsigned>(from % ledger::kTileWidth);
      if (ledger::leaf_hash(as_bytes(text)) != ledger::tile_hash(*hashes, place)) return from;
      ++from;
    }
    if (from < end) return from;
  }
  return std::nullopt;
}

}  // namespace ruban::service
