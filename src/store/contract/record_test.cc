// SPDX-License-Identifier: AGPL-3.0-or-later
// The contract of RecordStore.
#include "store/contract/contract_test.h"

namespace ruban::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_P(StoreContract, A_new_record_is_empty) {
  auto& record = store_->record();
  EXPECT_FALSE(record.last_checkpoint());
  EXPECT_FALSE(record.published_checkpoint());
  EXPECT_FALSE(record.published_at(at(1'000'000)));
  EXPECT_THAT(record.entries(0, 10), IsEmpty());
  EXPECT_THAT(record.waiting(10), IsEmpty());
  EXPECT_FALSE(record.tile({0, 0, 1}));
}

TEST_P(StoreContract, The_lease_is_for_one_at_a_time_and_each_token_is_greater) {
  auto other = driver_->open();
  const auto first = store_->record().take_lease();
  ASSERT_TRUE(first);
  EXPECT_FALSE(other->record().take_lease());
  store_->record().release_lease();
  const auto second = other->record().take_lease();
  ASSERT_TRUE(second);
  EXPECT_GT(*second, *first);
  EXPECT_FALSE(store_->record().take_lease());
  other.reset();  // the end of its process
  const auto third = store_->record().take_lease();
  ASSERT_TRUE(third);
  EXPECT_GT(*third, *second);
}

TEST_P(StoreContract, A_commit_writes_entries_tiles_and_checkpoint_together) {
  ASSERT_TRUE(scribe().commit({"one", "two"}));
  ASSERT_TRUE(scribe().commit({"three"}));
  reopen();
  auto& record = store_->record();
  EXPECT_THAT(record.entries(0, 10), ElementsAre("one", "two", "three"));
  EXPECT_THAT(record.entries(1, 1), ElementsAre("two"));
  EXPECT_THAT(record.entries(3, 10), IsEmpty());
  ledger::Tree tree;
  const std::vector<Hash> leaves{ledger::leaf_hash(as_bytes("one")), ledger::leaf_hash(as_bytes("two")),
                                 ledger::leaf_hash(as_bytes("three"))};
  const auto tiles = tree.append(leaves);
  ASSERT_EQ(tiles.size(), 1u);
  EXPECT_EQ(record.tile({0, 0, 3}), tiles.front().bytes);
  EXPECT_EQ(record.last_checkpoint(), (Checkpoint{3, tree.root(), "note 3", at(3)}));
}

TEST_P(StoreContract, A_commit_over_another_checkpoint_is_refused_and_writes_nothing) {
  ASSERT_TRUE(scribe().commit({"one"}));
  const auto last = *scribe().last();
  auto other_root = last;
  other_root.root.bytes[0] ^= 1;
  auto smaller = last;
  smaller.size = 0;
  for (const auto& expected :
       {std::optional<Checkpoint>(), std::optional(other_root), std::optional(smaller)}) {
    ledger::Tree tree;
    tree.append(std::vector<Hash>{ledger::leaf_hash(as_bytes("one"))});
    const auto batch = scribe().batch({"two"}, {}, {}, tree);
    const auto refused = store_->record().commit(expected, scribe().fence(), batch);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Kind::conflict);
  }
  EXPECT_THAT(store_->record().entries(0, 10), ElementsAre("one"));
  EXPECT_EQ(store_->record().last_checkpoint(), last);
}

TEST_P(StoreContract, A_commit_with_an_older_token_is_refused) {
  ASSERT_TRUE(scribe().commit({"one"}));
  const auto newer = store_->record().take_lease();  // the same process again
  ASSERT_TRUE(newer);
  EXPECT_GT(*newer, scribe().fence());
  const auto refused = scribe().commit({"two"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  EXPECT_THAT(store_->record().entries(0, 10), ElementsAre("one"));
}

TEST_P(StoreContract, A_commit_after_the_lease_was_released_is_refused) {
  ASSERT_TRUE(scribe().commit({"one"}));
  store_->record().release_lease();
  EXPECT_FALSE(scribe().commit({"two"}));
  EXPECT_THAT(store_->record().entries(0, 10), ElementsAre("one"));
}

TEST_P(StoreContract, What_waits_is_told_in_the_order_of_acceptance_and_leaves_with_its_commit) {
  const auto letter = scribe().open_letter("round-robin");
  for (const auto* lines : {"c", "a", "b"}) {
    ASSERT_TRUE(
        store_->signatures().in_letter(letter, [&](LetterTransaction& tx) { return tx.enqueue(lines); }));
  }
  reopen();
  auto waiting = store_->record().waiting(10);
  ASSERT_EQ(waiting.size(), 3u);
  EXPECT_EQ(waiting[0].lines, "c");
  EXPECT_EQ(waiting[1].lines, "a");
  EXPECT_EQ(waiting[2].lines, "b");
  EXPECT_LT(waiting[0].id, waiting[1].id);
  EXPECT_LT(waiting[1].id, waiting[2].id);
  EXPECT_EQ(store_->record().waiting(2).size(), 2u);
  ASSERT_TRUE(scribe().commit({"c", "a"}, {}, {waiting[0].id, waiting[1].id}));
  EXPECT_EQ(store_->record().waiting(10).size(), 1u);
  // Numbers aren't used twice: a batch made of old ones can't remove new ones.
  ASSERT_TRUE(scribe().commit({"b"}, {}, {waiting[2].id}));
  ASSERT_TRUE(store_->signatures().in_letter(letter, [](LetterTransaction& tx) { return tx.enqueue("c"); }));
  EXPECT_GT(store_->record().waiting(10).at(0).id, waiting[2].id);
}

TEST_P(StoreContract, A_commit_without_entries_renews_the_note_and_keeps_the_time) {
  ASSERT_TRUE(scribe().commit({"one"}));
  auto renewed = *scribe().last();
  renewed.note = "renewed";
  renewed.time = at(999);
  ASSERT_TRUE(store_->record().commit(scribe().last(), scribe().fence(), {{}, {}, renewed, {}, {}}));
  const auto last = store_->record().last_checkpoint();
  ASSERT_TRUE(last);
  EXPECT_EQ(last->note, "renewed");
  EXPECT_EQ(last->time, at(1));
}

TEST_P(StoreContract, Published_checkpoints_are_found_by_their_time) {
  auto& record = store_->record();
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(scribe().commit({"entry " + std::to_string(i)}));
  record.mark_published(1, {"first", "first"}, at(100));
  record.mark_published(3, {"third", "third"}, at(200));
  EXPECT_FALSE(record.published_at(at(99)));
  EXPECT_EQ(record.published_at(at(100))->size, 1u);
  EXPECT_EQ(record.published_at(at(199))->note, "first");
  EXPECT_EQ(record.published_at(at(200))->size, 3u);
  EXPECT_EQ(record.published_at(at(100'000))->time, at(200));
  EXPECT_EQ(record.published_checkpoint()->size, 3u);
  EXPECT_EQ(record.published_checkpoint()->note, "third");
  EXPECT_EQ(record.last_checkpoint()->note, "note 3");
}

TEST_P(StoreContract, Publishing_a_size_again_keeps_its_time_and_renews_its_notes) {
  auto& record = store_->record();
  ASSERT_TRUE(scribe().commit({"one"}));
  record.mark_published(1, {"first", "first"}, at(100));
  record.mark_published(1, {"again", "first, and one more"}, at(700));
  EXPECT_EQ(record.published_checkpoint()->note, "again");
  EXPECT_EQ(record.published_checkpoint()->time, at(100));
  EXPECT_EQ(record.published_at(at(100))->note, "first, and one more");
  EXPECT_EQ(record.published_at(at(800))->note, "first, and one more");
}

TEST_P(StoreContract, The_published_checkpoint_of_a_size_or_below_has_the_newest_note) {
  for (const auto* entry : {"one", "two", "three", "four"}) ASSERT_TRUE(scribe().commit({entry}));
  auto& record = store_->record();
  EXPECT_FALSE(record.published_up_to(4));
  record.mark_published(1, {"first", "first"}, at(100));
  record.mark_published(3, {"third", "third"}, at(100));  // in the same second
  record.mark_published(3, {"third again", "third again"}, at(300));
  EXPECT_FALSE(record.published_up_to(0));
  EXPECT_EQ(record.published_up_to(1)->note, "first");
  EXPECT_EQ(record.published_up_to(2)->size, 1u);
  EXPECT_EQ(record.published_up_to(3)->note, "third again");
  EXPECT_EQ(record.published_up_to(3)->time, at(101)) << "each is later than the one before";
  EXPECT_EQ(record.published_up_to(1'000)->size, 3u);
}

TEST_P(StoreContract, A_clock_that_runs_backwards_doesnt_hide_a_publication) {
  auto& record = store_->record();
  ASSERT_TRUE(scribe().commit({"one"}));
  record.mark_published(1, {"first", "first"}, at(100));
  ASSERT_TRUE(scribe().commit({"two"}));
  record.mark_published(2, {"second", "second"}, at(40));
  EXPECT_EQ(record.published_checkpoint()->size, 2u);
  EXPECT_FALSE(record.published_at(at(50)));
  EXPECT_EQ(record.published_at(at(100))->size, 1u);
  EXPECT_EQ(record.published_at(at(101))->size, 2u);
}

TEST_P(StoreContract, A_tile_is_answered_in_any_committed_width) {
  std::vector<std::string> entries;
  for (int i = 0; i < 300; ++i) entries.push_back("entry " + std::to_string(i));
  ASSERT_TRUE(scribe().commit({entries.begin(), entries.begin() + 5}));
  ASSERT_TRUE(scribe().commit({entries.begin() + 5, entries.end()}));
  auto& record = store_->record();
  const auto full = record.tile({0, 0, 256});
  ASSERT_TRUE(full);
  ASSERT_EQ(full->size(), 256u * 32);
  for (unsigned width : {1u, 5u, 255u}) {
    EXPECT_EQ(record.tile({0, 0, width}), Bytes(full->begin(), full->begin() + width * 32));
  }
  EXPECT_EQ(record.tile({0, 1, 44})->size(), 44u * 32);
  EXPECT_FALSE(record.tile({0, 1, 45}));
  EXPECT_EQ(record.tile({1, 0, 1})->size(), 32u);
  EXPECT_FALSE(record.tile({1, 0, 2}));
  EXPECT_FALSE(record.tile({0, 2, 1}));
  EXPECT_FALSE(record.tile({2, 0, 1}));
}

// What readers can see of a letter, in one text.
std::string seen(Store& store, const LetterId& letter, TreeSize size) {
  std::string out;
  for (const auto& row : store.letters().letters()) {
    out += row.slug + std::to_string(row.version) + (row.end_index ? " ended" : "") +
           (row.replaced_by ? " replaced\n" : "\n");
  }
  for (const auto& event : store.letters().events(letter, 0, 1000, size))
    out += std::to_string(event.index) + event.type + "\n";
  for (TreeSize n = 0; n <= size; ++n) {
    for (const auto& c : store.signatures().counts(letter, n)) {
      out += std::to_string(n) + c.issuer + " " + std::to_string(c.named) + " " + std::to_string(c.anon) +
             " " + std::to_string(c.withdrawn) + " " + std::to_string(c.taken_down) + "\n";
    }
    for (const auto& row : store.signatures().list(letter, {}, 100, n)) {
      out += std::to_string(row.index) + to_hex(row.key.view()) +
             std::to_string(static_cast<int>(row.state)) + (row.payload ? row.payload->text : "-") + "\n";
    }
  }
  for (const auto& row : store.signatures().search(letter, {"ada"}, {}, 100, size))
    out += std::to_string(row.index) + " ";
  return out;
}

TEST_P(StoreContract, Rebuilding_gives_what_the_commits_gave) {
  const auto letter = scribe().open_letter("round-robin");
  std::vector<EntryIndex> signed_at;
  for (int i = 0; i < 12; ++i) {
    auto signature = new_signature("Ada " + std::to_string(i));
    if (i % 4 == 3) signature.payload.reset();
    signed_at.push_back(sign(letter, signature, i % 3 == 0 ? "coder-ssh" : "employee-email"));
  }
  scribe().withdraw(letter, signed_at[0]);
  scribe().take_down(letter, signed_at[1]);
  scribe().take_down(letter, signed_at[0]);
  scribe().withdraw(letter, signed_at[1]);
  scribe().erase(letter, signed_at[2]);
  const auto second = scribe().open_letter("round-robin", 2, letter);
  scribe().end(second);
  const auto size = scribe().next();
  const auto before = seen(*store_, letter, size);
  EXPECT_THAT(before, ::testing::HasSubstr("coder-ssh"));

  store_->record().replace_derived(scribe().all_effects());
  EXPECT_EQ(seen(*store_, letter, size), before);
  store_->record().replace_derived({});
  EXPECT_NE(seen(*store_, letter, size), before);
  store_->record().replace_derived(scribe().all_effects());
  EXPECT_EQ(seen(*store_, letter, size), before);
}

}  // namespace
}  // namespace ruban::store
