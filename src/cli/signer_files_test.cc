// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/signer_files.h"

#include <gtest/gtest.h>

#include <set>

#include "cli/test_terminal.h"
#include "signature/seed.h"

namespace ruban::cli::test {
namespace {

namespace fs = std::filesystem;

signature::KeyFile new_key() {
  crypto::SystemRandom random;
  signature::KeyFile out;
  out.origin = "ruban.example.org/log";
  out.issuer = "coder-email";
  out.seed = Secret(random.fixed<crypto::Seed>());
  return out;
}

TEST(SignerFiles, A_key_is_made_once_and_for_its_owner_alone) {
  TestFolder folder;
  const SignerFiles files(folder.path() / "keep-it.ruban-key");
  EXPECT_FALSE(*files.key());
  auto key = new_key();
  ASSERT_TRUE(files.create(key));
  EXPECT_EQ(fs::status(files.key_path()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(files.create(new_key()).error().kind, Kind::conflict);
  key.index = 7;
  files.save(key);
  const auto read = files.key();
  ASSERT_TRUE(read && *read);
  EXPECT_EQ((*read)->index, 7U);
  EXPECT_EQ((*read)->seed.expose(), key.seed.expose());
  EXPECT_EQ(fs::status(files.key_path()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(SignerFiles, Text_and_receipt_lie_beside_it) {
  TestFolder folder;
  const SignerFiles files(folder.path() / "mine");
  const signature::Payload payload{*signature::SignerName::parse("Ada Example"), {}, {}};
  EXPECT_FALSE(*files.payload());
  files.save(payload);
  EXPECT_EQ(**files.payload(), payload);
  files.save_entry("ruban/v1 sign\n");
  EXPECT_EQ(slurp(folder.path() / "mine.ruban-entry"), "ruban/v1 sign\n");
  files.save_receipt("c2sp.org/tlog-proof@v1\n");
  EXPECT_FALSE(fs::exists(files.entry_path()));  // the receipt holds it
  EXPECT_EQ(slurp(folder.path() / "mine.tlog-proof"), "c2sp.org/tlog-proof@v1\n");
  EXPECT_TRUE(fs::exists(folder.path() / "mine.ruban-payload"));
}

TEST(SignerFiles, Whatever_the_key_file_is_called_no_two_of_them_are_one) {
  for (const auto* name :
       {"mine.ruban-entry", "mine.tlog-proof", "mine.ruban-payload", "mine.1", "mine.ruban-key"}) {
    const SignerFiles files(name);
    const std::set<fs::path> all{files.key_path(), files.payload_path(), files.entry_path(),
                                 files.receipt_path()};
    EXPECT_EQ(all.size(), 4U) << name;
  }
  EXPECT_NE(SignerFiles("mine.1").payload_path(), SignerFiles("mine.2").payload_path());
  EXPECT_EQ(SignerFiles("mine.ruban-key").payload_path(), "mine.ruban-payload");
}

TEST(SignerFiles, The_entry_is_known_by_its_lines_and_can_be_removed) {
  TestFolder folder;
  const SignerFiles files(folder.path() / "mine");
  EXPECT_FALSE(files.has_entry("ruban/v1 sign\n"));
  files.save_entry("ruban/v1 sign\nepoch 2018-06-21T14:00Z\n");
  EXPECT_TRUE(files.has_entry("ruban/v1 sign\n"));
  EXPECT_FALSE(files.has_entry("ruban/v1 withdraw\n"));
  files.remove_entry();
  EXPECT_FALSE(fs::exists(files.entry_path()));
}

TEST(SignerFiles, A_spoilt_file_is_named_and_left_alone) {
  TestFolder folder;
  const SignerFiles files(folder.path() / "keep-it.ruban-key");
  write(files.key_path(), "ruban key v2\n");
  const auto read = files.key();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().field, files.key_path().string());
  EXPECT_EQ(slurp(files.key_path()), "ruban key v2\n");
}

TEST(SignerFiles, A_folder_that_is_not_there_stops_everything) {
  const SignerFiles files("/nowhere/at/all/keep-it.ruban-key");
  EXPECT_THROW((void)files.create(new_key()), fs::filesystem_error);
}

}  // namespace
}  // namespace ruban::cli::test
