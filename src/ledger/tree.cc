// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/tree.h"

#include <bit>
#include <optional>

#include "core/check.h"

namespace ruban::ledger {
namespace {

Bytes bytes_of(std::span<const Hash> hashes) {
  Bytes out;
  out.reserve(hashes.size() * Hash::kSize);
  for (const auto& hash : hashes) out.insert(out.end(), hash.bytes.begin(), hash.bytes.end());
  return out;
}

}  // namespace

Result<Tree> Tree::load(TreeSize size, TileReader& tiles) {
  Tree out;
  out.size_ = size;
  for (int level = 0; level <= kMaxTileLevel && size >> (8 * level) != 0; ++level) {
    auto& edge = out.edge_.emplace_back();
    const auto hashes = size >> (8 * level);
    const TileId id{level, hashes / kTileWidth, static_cast<unsigned>(hashes % kTileWidth)};
    if (id.width == 0) continue;
    const auto bytes = TRY(tiles.read(id));
    if (bytes.size() != id.width * Hash::kSize) {
      return fail(Kind::invalid, "A tile of the record has the wrong length.", tile_path(id));
    }
    for (unsigned i = 0; i < id.width; ++i) edge.push_back(tile_hash(bytes, i));
  }
  return out;
}

Hash Tree::root() const {
  // Each level's edge is a run of complete subtrees for each bit of its width; they join from the right.
  std::optional<Hash> right;
  for (const auto& edge : edge_) {
    for (auto width = edge.size(); width > 0; width &= width - 1) {
      const auto run = width & (~width + 1);
      const auto left = hash_of_run(std::span(edge).subspan(width - run, run));
      right = right ? node_hash(left, *right) : left;
    }
  }
  return right ? *right : empty_root();
}

std::vector<Tile> Tree::append(std::span<const Hash> leaves) {
  std::vector<Tile> out;
  std::vector<Hash> pushed(leaves.begin(), leaves.end());  // onto the level at hand
  const auto old_size = size_;
  size_ += leaves.size();
  for (std::size_t level = 0; !pushed.empty(); ++level) {
    if (level == edge_.size()) edge_.emplace_back();
    auto& edge = edge_[level];
    auto n = old_size >> (8 * (level + 1));
    std::vector<Hash> up;
    for (const auto& hash : pushed) {
      edge.push_back(hash);
      if (edge.size() < kTileWidth) continue;
      out.push_back({{static_cast<int>(level), n++, kTileWidth}, bytes_of(edge)});
      up.push_back(hash_of_run(edge));
      edge.clear();
    }
    if (!edge.empty()) {
      out.push_back({{static_cast<int>(level), n, static_cast<unsigned>(edge.size())}, bytes_of(edge)});
    }
    pushed = std::move(up);
  }
  return out;
}

std::vector<Tile> bundles_for(TreeSize old_size, std::span<const std::string> last_bundle,
                              std::span<const std::string> entries) {
  CHECK(last_bundle.size() == old_size % kTileWidth);
  std::vector<Tile> out;
  if (entries.empty()) return out;
  Tile tile{{kEntryLevel, old_size / kTileWidth, 0}, {}};
  const auto add = [&](const std::string& entry) {
    append_to_bundle(tile.bytes, entry);
    if (++tile.id.width < kTileWidth) return;
    const auto next = tile.id.n + 1;
    out.push_back(std::move(tile));
    tile = {{kEntryLevel, next, 0}, {}};
  };
  for (const auto& entry : last_bundle) add(entry);
  for (const auto& entry : entries) add(entry);
  if (tile.id.width > 0) out.push_back(std::move(tile));
  return out;
}

}  // namespace ruban::ledger
