// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/tree.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "ledger/test_tree.h"

namespace ruban::ledger {
namespace {

RC_GTEST_PROP(Tree, Appending_in_any_batches_gives_the_same_root_and_tiles, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(1, 1500);
  const auto leaves = numbered_leaves(size);
  Tree at_once;
  TilesInMemory whole;
  whole.put(at_once.append(leaves));

  Tree tree;
  TilesInMemory tiles;
  for (std::size_t from = 0; from < size;) {
    const auto n = *rc::gen::inRange<std::size_t>(1, size - from + 1);
    tiles.put(tree.append(std::span(leaves).subspan(from, n)));
    from += n;
    RC_ASSERT(tree.size() == from);
    RC_ASSERT(tree.root() == reference_root(std::span(leaves).first(from)));
    // What a reader of this size asks for is there.
    for (const auto& id : tiles_of(from)) RC_ASSERT((id.level == kEntryLevel || tiles.tiles.contains(id)));
    // And a tree loaded from it goes on as this one does.
    auto loaded = *Tree::load(from, tiles);
    RC_ASSERT(loaded.root() == tree.root());
  }
  for (const auto& [id, bytes] : whole.tiles) RC_ASSERT(tiles.tiles.at(id) == bytes);
}

TEST(Tree, Tiles_hold_the_hashes_that_RFC_6962_defines) {
  const std::size_t size = 70000;
  const auto leaves = numbered_leaves(size);
  Tree tree;
  TilesInMemory tiles;
  tiles.put(tree.append(leaves));
  EXPECT_EQ(tiles.tiles.size(), 274u + 2 + 1);
  for (const auto& [id, bytes] : tiles.tiles) {
    ASSERT_EQ(bytes.size(), id.width * 32);
    const auto span = std::size_t{1} << (8 * id.level);
    for (unsigned i = 0; i < id.width; i += 5) {
      const auto from = (id.n * kTileWidth + i) * span;
      ASSERT_EQ(tile_hash(bytes, i), reference_root(std::span(leaves).subspan(from, span)))
          << tile_path(id) << " " << i;
    }
  }
  EXPECT_EQ(tree.root(), reference_root(leaves));
}

TEST(Tree, Only_what_is_new_is_written) {
  Tree tree;
  tree.append(numbered_leaves(600));
  const auto written = tree.append(numbered_leaves(3, 600));
  ASSERT_EQ(written.size(), 1u);
  EXPECT_EQ(written[0].id, (TileId{0, 2, 91}));
  EXPECT_TRUE(tree.append({}).empty());
  EXPECT_EQ(Tree().root(), empty_root());
  EXPECT_TRUE(Tree().append({}).empty());
}

RC_GTEST_PROP(Tree, Proofs_from_tiles_hold, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(1, 70000);
  const auto leaves = numbered_leaves(size);
  Tree tree;
  TilesInMemory tiles;
  tiles.put(tree.append(leaves));
  TileHashReader reader(size, tiles);
  RC_ASSERT(*tree_root(size, reader) == tree.root());
  const auto index = *rc::gen::inRange<std::size_t>(0, size);
  RC_ASSERT(verify_inclusion(index, size, leaves[index], *prove_inclusion(index, size, reader), tree.root()));
  const auto old_size = *rc::gen::inRange<std::size_t>(1, size + 1);
  Tree old;
  old.append(std::span(leaves).first(old_size));
  RC_ASSERT(verify_consistency(old_size, size, old.root(), tree.root(),
                               *prove_consistency(old_size, size, reader)));
}

RC_GTEST_PROP(Tree, Bundles_written_in_any_batches_hold_the_same_entries, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(1, 900);
  std::vector<std::string> entries;
  for (std::size_t i = 0; i < size; ++i) entries.push_back("entry " + std::to_string(i));
  TilesInMemory tiles;
  for (std::size_t from = 0; from < size;) {
    const auto n = *rc::gen::inRange<std::size_t>(1, size - from + 1);
    const auto partial = from % kTileWidth;
    tiles.put(bundles_for(from, std::span(entries).subspan(from - partial, partial),
                          std::span(entries).subspan(from, n)));
    from += n;
  }
  std::vector<std::string> read;
  for (const auto& id : tiles_of(size)) {
    if (id.level != kEntryLevel) continue;
    const auto bundle = *tiles.read(id);
    const auto split = *split_bundle(bundle, id.width);
    read.insert(read.end(), split.begin(), split.end());
  }
  RC_ASSERT(read == entries);
}

TEST(Tree, A_missing_or_short_right_edge_is_refused) {
  Tree tree;
  TilesInMemory tiles;
  tiles.put(tree.append(numbered_leaves(300)));
  EXPECT_EQ(Tree::load(301, tiles).error().kind, Kind::not_found);
  tiles.tiles[{0, 1, 44}].pop_back();
  EXPECT_EQ(Tree::load(300, tiles).error().field, "tile/0/001.p/44");
}

}  // namespace
}  // namespace ruban::ledger
