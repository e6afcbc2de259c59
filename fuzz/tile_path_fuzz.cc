// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: ledger
// Paths of tiles: each tile has one spelling.
#include "core/check.h"
#include "ledger/tile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban::ledger;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (const auto id = parse_tile_path(text)) {
    CHECK(tile_path(*id) == text);
    CHECK(id->width >= 1 && id->width <= kTileWidth);
  }
  return 0;
}
