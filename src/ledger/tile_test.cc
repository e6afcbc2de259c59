// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/tile.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "ledger/test_tree.h"

namespace ruban::ledger {
namespace {

TEST(Tile, Paths_are_those_of_the_specification) {
  EXPECT_EQ(tile_path({0, 1234067, 256}), "tile/0/x001/x234/067");
  EXPECT_EQ(tile_path({kEntryLevel, 1234067, 5}), "tile/entries/x001/x234/067.p/5");
  EXPECT_EQ(tile_path({1, 0, 17}), "tile/1/000.p/17");
  EXPECT_EQ(tile_path({2, 999, 256}), "tile/2/999");
  EXPECT_EQ(tile_path({2, 1000, 256}), "tile/2/x001/000");
}

TEST(Tile, Each_tile_has_one_spelling) {
  for (auto bad : {"",
                   "tile",
                   "tile/",
                   "tile/0",
                   "tile/0/",
                   "tile/0/0",
                   "tile/0/00",
                   "tile/0/0000",
                   "tile/0/x000",
                   "tile/0/x000/001",
                   "tile/0/000.p/",
                   "tile/0/000.p/0",
                   "tile/0/000.p/00",
                   "tile/0/000.p/256",
                   "tile/0/000.p/01",
                   "tile/0/000.p/5/",
                   "tile/0/000.p/5.p/5",
                   "tile/8/000",
                   "tile/00/000",
                   "tile/-1/000",
                   "tile/+1/000",
                   "tile/0/x001234",
                   "tile/0/001/234",
                   "tile/0/x001/x234",
                   "tile/0/x0a1/234",
                   "/tile/0/000",
                   "tile/entries",
                   "tile/entries/0",
                   "tile/data/000",
                   "tile/0/000 ",
                   "tile/0/../000",
                   "tile/0/-01",
                   "tile/0/x999/x999/x999/x999/x999/999"}) {
    EXPECT_FALSE(parse_tile_path(bad)) << bad;
  }
}

RC_GTEST_PROP(Tile, Reading_a_path_gives_back_the_tile, ()) {
  const TileId id{*rc::gen::inRange(-1, 8), *rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 50),
                  *rc::gen::inRange(1U, 257U)};
  RC_ASSERT(*parse_tile_path(tile_path(id)) == id);
}

TEST(Tile, Seventy_thousand_entries_need_the_tiles_of_the_specification) {
  EXPECT_EQ(tile_width(0, 272, 70000), 256u);
  EXPECT_EQ(tile_width(0, 273, 70000), 112u);
  EXPECT_EQ(tile_width(0, 274, 70000), 0u);
  EXPECT_EQ(tile_width(1, 0, 70000), 256u);
  EXPECT_EQ(tile_width(1, 1, 70000), 17u);
  EXPECT_EQ(tile_width(2, 0, 70000), 1u);
  EXPECT_EQ(tile_width(2, 1, 70000), 0u);
  EXPECT_EQ(tile_width(3, 0, 70000), 0u);
  EXPECT_EQ(tiles_of(70000).size(), 274u + 2 + 1 + 274);
  EXPECT_EQ(tiles_of(256), (std::vector<TileId>{{0, 0, 256}, {1, 0, 1}, {kEntryLevel, 0, 256}}));
  EXPECT_TRUE(tiles_of(0).empty());
}

RC_GTEST_PROP(Tile, Splitting_a_bundle_gives_back_its_entries, ()) {
  const auto entries = *rc::gen::container<std::vector<std::string>>(rc::gen::arbitrary<std::string>());
  Bytes bundle;
  for (const auto& entry : entries) append_to_bundle(bundle, entry);
  const auto width = static_cast<unsigned>(entries.size());
  const auto split = *split_bundle(bundle, width);
  RC_ASSERT(std::equal(split.begin(), split.end(), entries.begin(), entries.end()));

  RC_ASSERT(!split_bundle(bundle, width + 1));
  if (width > 0) RC_ASSERT(!split_bundle(bundle, width - 1));
  bundle.push_back(0);
  RC_ASSERT(!split_bundle(bundle, width));
  bundle.pop_back();
  if (!bundle.empty()) {
    bundle.pop_back();
    RC_ASSERT(!split_bundle(bundle, width));
  }
}

TEST(Tile, A_tile_of_the_wrong_length_is_refused) {
  TilesInMemory tiles;
  tiles.tiles[{0, 0, 3}] = Bytes(3 * 32 - 1);
  TileHashReader reader(3, tiles);
  const auto hash = reader.read(0, 0);
  ASSERT_FALSE(hash);
  EXPECT_EQ(hash.error().field, "tile/0/000.p/3");
  TileHashReader missing(4, tiles);
  EXPECT_EQ(missing.read(0, 0).error().kind, Kind::not_found);
}

}  // namespace
}  // namespace ruban::ledger
