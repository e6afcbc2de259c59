// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/proved_entries.h"

#include <gtest/gtest.h>

#include "audit/test_source.h"

namespace ruban::audit {
namespace {

class Proving : public testing::Test {
 protected:
  Proving() {
    for (int i = 0; i < 600; ++i) source_.entries.push_back(fmt::format("entry {}\n", i));
    source_.publish();
  }
  ProvedEntries entries() {
    const auto log = source_.policy().logs().front().key;
    return {source_, ledger::open_checkpoint(*source_.checkpoint(), log)->checkpoint};
  }
  MemorySource source_;
};

TEST_F(Proving, Entries_come_by_whole_bundles) {
  auto proved = entries();
  const auto last = proved.bundle(2);
  ASSERT_TRUE(last);
  EXPECT_EQ(last->size(), 600U - 512U);
  EXPECT_EQ(last->front(), "entry 512\n");
  EXPECT_EQ(proved.bundle(0)->size(), 256U);
  EXPECT_EQ(proved.bundle(3).error().kind, Kind::not_found);
}

TEST_F(Proving, A_changed_entry_is_noticed_wherever_it_lies) {
  for (const EntryIndex at : {0, 255, 256, 599}) {
    auto changed = source_;
    const auto n = at / 256;
    const auto width = ledger::tile_width(ledger::kEntryLevel, n, 600);
    Bytes bundle;
    for (auto i = n * 256; i < n * 256 + width; ++i)
      ledger::append_to_bundle(bundle, i == at ? "another\n" : source_.entries[i]);
    changed.tiles[{ledger::kEntryLevel, n, width}] = bundle;
    ProvedEntries proved(changed, entries().checkpoint());
    EXPECT_EQ(proved.bundle(n).error().kind, Kind::invalid) << at;
  }
}

TEST_F(Proving, A_tile_that_fits_changed_entries_does_not_fit_the_checkpoint) {
  const auto honest = entries().checkpoint();
  for (const std::size_t at : {0, 200, 255, 599}) {
    MemorySource other;
    other.entries = source_.entries;
    other.entries[at] = "another\n";
    other.publish();
    ProvedEntries proved(other, honest);
    EXPECT_EQ(proved.bundle(at / 256).error().kind, Kind::invalid) << at;
  }
}

TEST_F(Proving, A_proof_is_that_of_the_checkpoint) {
  auto proved = entries();
  const auto proof = proved.prove(300);
  ASSERT_TRUE(proof);
  EXPECT_TRUE(ledger::verify_inclusion(300, 600, ledger::leaf_hash(as_bytes("entry 300\n")), *proof,
                                       proved.checkpoint().root));
}

}  // namespace
}  // namespace ruban::audit
