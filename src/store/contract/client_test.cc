// SPDX-License-Identifier: AGPL-3.0-or-later
// The contract of ClientStore.
#include <unistd.h>

#include <filesystem>

#include "crypto/sha256.h"
#include "store/contract/contract_test.h"

namespace ruban::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

NewClient new_client(const std::string& name) {
  return {"manifest of " + name,
          {"script of " + name, std::string("a\0b\xff", 4)},
          "ruban/v1 client\nversion " + name + "\n"};
}

std::vector<std::string> waiting(Store& store) {
  std::vector<std::string> out;
  for (const auto& w : store.record().waiting(100)) out.push_back(w.lines);
  return out;
}

// As the sequencer does with a release that waits.
void record(Store& store, Scribe& scribe, const std::string& name) {
  const auto rows = store.record().waiting(100);
  ASSERT_EQ(rows.size(), 1u);
  const ClientReleased effect{scribe.next(), crypto::sha256(new_client(name).manifest)};
  ASSERT_TRUE(scribe.commit({rows[0].lines}, {effect}, {rows[0].id}));
}

std::string kept(Store& store, const std::string& bytes) {
  const auto file = store.clients().file(crypto::sha256(bytes));
  if (!file) return "nothing";
  EXPECT_EQ(file->bytes, bytes);
  return file->is_manifest ? "manifest" : "script";
}

TEST_P(StoreContract, A_release_waits_once_and_its_files_are_kept_byte_for_byte) {
  const auto one = new_client("1");
  EXPECT_TRUE(store_->clients().release(one));
  EXPECT_FALSE(store_->clients().release(one));
  reopen();
  EXPECT_FALSE(store_->clients().release(one));
  EXPECT_THAT(waiting(*store_), ElementsAre(one.lines));
  EXPECT_EQ(kept(*store_, one.manifest), "manifest");
  for (const auto& script : one.scripts) EXPECT_EQ(kept(*store_, script), "script");
  EXPECT_EQ(kept(*store_, "another"), "nothing");
}

TEST_P(StoreContract, A_release_that_is_the_newest_of_the_record_does_not_wait_again) {
  store_->clients().release(new_client("1"));
  record(*store_, scribe(), "1");
  reopen();
  EXPECT_FALSE(store_->clients().release(new_client("1")));
  EXPECT_THAT(waiting(*store_), IsEmpty());
}

TEST_P(StoreContract, Another_release_waits_and_so_does_an_older_one_that_comes_back) {
  for (const std::string name : {"1", "2", "1"}) {
    EXPECT_TRUE(store_->clients().release(new_client(name))) << name;
    EXPECT_THAT(waiting(*store_), ElementsAre(new_client(name).lines));
    record(*store_, scribe(), name);
  }
  EXPECT_EQ(scribe().next(), 3u);
  for (const std::string name : {"1", "2"}) EXPECT_EQ(kept(*store_, "manifest of " + name), "manifest");
}

TEST_P(StoreContract, A_release_that_never_came_into_the_record_does_not_come_after_the_one_that_runs) {
  store_->clients().release(new_client("1"));
  record(*store_, scribe(), "1");
  const auto letter = scribe().open_letter("round-robin");
  ASSERT_TRUE(accept(letter, new_signature()));
  EXPECT_TRUE(store_->clients().release(new_client("2")));
  EXPECT_TRUE(store_->clients().release(new_client("3")));
  EXPECT_EQ(waiting(*store_).size(), 2u);
  EXPECT_EQ(waiting(*store_).at(1), new_client("3").lines);
  EXPECT_FALSE(store_->clients().release(new_client("1")));  // back, while nothing was sequenced
  EXPECT_EQ(waiting(*store_).size(), 1u);                    // the signature
}

TEST_P(StoreContract, Rebuilding_and_restoring_keep_the_releases) {
  store_->clients().release(new_client("1"));
  record(*store_, scribe(), "1");
  store_->clients().release(new_client("2"));
  record(*store_, scribe(), "2");
  store_->record().replace_derived(scribe().all_effects());
  EXPECT_FALSE(store_->clients().release(new_client("2")));

  const auto file = std::filesystem::temp_directory_path() / ("ruban-clients-" + std::to_string(::getpid()));
  std::filesystem::remove(file);
  ASSERT_TRUE(store_->backup(file));
  auto other = driver_->restored_from(file);
  std::filesystem::remove(file);
  auto restored = other->open();
  EXPECT_TRUE(restored->clients().file(crypto::sha256(new_client("1").manifest)));
  EXPECT_TRUE(restored->clients().file(crypto::sha256(new_client("1").scripts[0])));
  EXPECT_FALSE(restored->clients().release(new_client("2")));
  EXPECT_TRUE(restored->clients().release(new_client("1")));
}

}  // namespace
}  // namespace ruban::store
