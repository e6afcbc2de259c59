// SPDX-License-Identifier: AGPL-3.0-or-later
// Tiles: how the record's hashes and entries are cut into files (C2SP tlog-tiles, height 8).
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/ids.h"
#include "ledger/merkle.h"

namespace ruban::ledger {

inline constexpr unsigned kTileWidth = 256;
inline constexpr int kEntryLevel = -1;   // the level of an entry bundle
inline constexpr int kMaxTileLevel = 7;  // a tree of 2^64 entries has no higher one
inline constexpr std::size_t kMaxBundleBytes = std::size_t{kTileWidth} * (2 + 65535);

struct TileId {
  int level = 0;                // 0..kMaxTileLevel, or kEntryLevel
  std::uint64_t n = 0;          // place within the level
  unsigned width = kTileWidth;  // 1..256; 256 is a full tile

  auto operator<=>(const TileId&) const = default;
};

struct Tile {
  TileId id;
  Bytes bytes;

  bool operator==(const Tile&) const = default;
};

// "tile/0/x001/x234/067", "tile/1/000.p/17", "tile/entries/x001/000.p/5": relative to the record's address.
std::string tile_path(const TileId& id);
Result<TileId> parse_tile_path(std::string_view path);

// Width of the tile (level, n) in a tree of `size`: 0 if there is none, 256 if it is full.
unsigned tile_width(int level, std::uint64_t n, TreeSize size);
// All tiles of a tree: hash tiles of all levels, then entry bundles.
std::vector<TileId> tiles_of(TreeSize size);

// The i-th hash of a hash tile's bytes.
Hash tile_hash(ByteView bytes, unsigned i);
// The hash of the subtree over a run of the tile's hashes, whose number is a power of two.
Hash hash_of_run(std::span<const Hash> run);

// Where tiles come from: a store, a folder, an address.
class TileReader {
 public:
  virtual ~TileReader() = default;
  // The bytes of exactly this tile: 32 * width of them for a hash tile. Kind::not_found if there is none.
  virtual Result<Bytes> read(const TileId& id) = 0;
};

// Subtree hashes of a tree of `size` entries, each from a single tile. Tiles that it read are kept as long as
// it lives.
class TileHashReader final : public HashReader {
 public:
  TileHashReader(TreeSize size, TileReader& tiles) : size_(size), tiles_(tiles) {}
  Result<Hash> read(unsigned level, std::uint64_t index) override;

 private:
  TreeSize size_;
  TileReader& tiles_;
  std::map<TileId, std::vector<Hash>> known_;
};

// An entry bundle is a sequence of (uint16 big-endian length ‖ entry). The entry has at most 65,535 bytes.
void append_to_bundle(Bytes& bundle, std::string_view entry);
// Views into `bundle`. Fails unless it holds exactly `width` entries and nothing after them.
Result<std::vector<std::string_view>> split_bundle(ByteView bundle, unsigned width);

}  // namespace ruban::ledger
