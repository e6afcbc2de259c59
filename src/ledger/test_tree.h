// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a hash tree computed from all its leaves by the definition of RFC 6962, and tiles in memory.
#pragma once

#include <bit>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "ledger/merkle.h"
#include "ledger/tile.h"

namespace ruban::ledger {

// MTH of section 2.1, word for word.
inline Hash reference_root(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  const auto k = std::bit_floor(leaves.size() - 1);
  return node_hash(reference_root(leaves.first(k)), reference_root(leaves.subspan(k)));
}

class LeafReader final : public HashReader {
 public:
  explicit LeafReader(std::vector<Hash> leaves) : leaves_(std::move(leaves)) {}
  Result<Hash> read(unsigned level, std::uint64_t index) override {
    return reference_root(std::span(leaves_).subspan(index << level, std::size_t{1} << level));
  }

 private:
  std::vector<Hash> leaves_;
};

class TilesInMemory final : public TileReader {
 public:
  Result<Bytes> read(const TileId& id) override {
    const auto at = tiles.find(id);
    if (at == tiles.end()) return fail(Kind::not_found, "There is no such tile.");
    return at->second;
  }
  void put(const std::vector<Tile>& more) {
    for (const auto& tile : more) tiles[tile.id] = tile.bytes;
  }
  std::map<TileId, Bytes> tiles;
};

// "leaf 0", "leaf 1" …
inline std::vector<Hash> numbered_leaves(std::size_t n, std::size_t from = 0) {
  std::vector<Hash> out;
  for (std::size_t i = from; i < from + n; ++i)
    out.push_back(leaf_hash(as_bytes("leaf " + std::to_string(i))));
  return out;
}

}  // namespace ruban::ledger
