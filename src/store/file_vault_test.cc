// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/file_vault.h"

#include "store/sqlite/driver_test.h"

namespace ruban::store {
namespace {

namespace fs = std::filesystem;
using sqlite::Folder;

Secret<Bytes> key_of(std::initializer_list<std::uint8_t> bytes) { return Secret<Bytes>(Bytes(bytes)); }

class FileVaultTest : public ::testing::Test {
 protected:
  void SetUp() override { FileVault::create(keys_, instance_key_, random_); }
  std::unique_ptr<FileVault> open_vault() {
    auto vault = FileVault::open(keys_, instance_key_, random_);
    CHECK(vault);
    return *std::move(vault);
  }
  std::optional<Kind> fault() {
    const auto vault = FileVault::open(keys_, instance_key_, random_);
    return vault ? std::optional<Kind>() : vault.error().kind;
  }
  std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
  }

  Folder folder_;
  SeededRandom random_{5};
  fs::path keys_ = folder_.path() / "keys";
  fs::path instance_key_ = folder_.path() / "instance.key";
};

TEST_F(FileVaultTest, What_was_put_is_got_after_a_restart) {
  ASSERT_TRUE(open_vault()->put("issuer.00ff", key_of({1, 2, 3})));
  ASSERT_TRUE(open_vault()->put("log", key_of({})));
  auto vault = open_vault();
  EXPECT_EQ(vault->get("issuer.00ff")->expose(), (Bytes{1, 2, 3}));
  EXPECT_EQ(vault->get("log")->expose(), Bytes{});
  EXPECT_EQ(vault->get("tags.round-robin.v1").error().kind, Kind::not_found);
}

TEST_F(FileVaultTest, A_key_is_put_once) {
  auto vault = open_vault();
  ASSERT_TRUE(vault->put("log", key_of({1})));
  const auto refused = vault->put("log", key_of({2}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  EXPECT_EQ(vault->get("log")->expose(), Bytes{1});
}

TEST_F(FileVaultTest, A_destroyed_key_is_gone_and_can_be_made_anew) {
  auto vault = open_vault();
  ASSERT_TRUE(vault->put("log", key_of({1})));
  EXPECT_TRUE(vault->destroy("log"));
  EXPECT_FALSE(vault->destroy("log"));
  EXPECT_EQ(vault->get("log").error().kind, Kind::not_found);
  EXPECT_TRUE(fs::is_empty(keys_));
  EXPECT_TRUE(vault->put("log", key_of({2})));
}

TEST_F(FileVaultTest, A_key_on_its_way_to_destruction_is_finished_at_the_next_start) {
  ASSERT_TRUE(open_vault()->put("log", key_of({1})));
  fs::rename(keys_ / "log.key", keys_ / "log.key.going");
  EXPECT_EQ(open_vault()->get("log").error().kind, Kind::not_found);
  EXPECT_TRUE(fs::is_empty(keys_));
}

TEST_F(FileVaultTest, What_a_crash_left_of_a_put_is_in_nobodys_way) {
  write(keys_ / "log.key.part", "half");
  auto vault = open_vault();
  EXPECT_EQ(vault->get("log").error().kind, Kind::not_found);
  EXPECT_TRUE(vault->put("log", key_of({1})));
  EXPECT_EQ(vault->get("log")->expose(), Bytes{1});
}

TEST_F(FileVaultTest, The_file_doesnt_show_the_key) {
  const std::string secret = "thirty-two bytes of a secret key";
  ASSERT_TRUE(open_vault()->put("log", Secret<Bytes>(to_bytes(secret))));
  EXPECT_EQ(read(keys_ / "log.key").find(secret), std::string::npos);
  EXPECT_EQ(read(keys_ / "log.key").size(), secret.size() + 24 + 16);
}

TEST_F(FileVaultTest, Every_changed_bit_is_noticed) {
  auto vault = open_vault();
  ASSERT_TRUE(vault->put("log", key_of({1, 2, 3, 4})));
  const auto path = keys_ / "log.key";
  const auto good = read(path);
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    auto bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
    write(path, bad);
    const auto got = vault->get("log");
    ASSERT_FALSE(got) << bit;
    EXPECT_EQ(got.error().kind, Kind::invalid);
  }
  for (std::size_t size = 0; size < good.size(); ++size) {
    write(path, good.substr(0, size));
    EXPECT_FALSE(vault->get("log"));
  }
  EXPECT_EQ(fault(), Kind::invalid);
  write(path, good);
  EXPECT_TRUE(vault->get("log"));
}

TEST_F(FileVaultTest, A_key_under_another_name_isnt_taken) {
  auto vault = open_vault();
  ASSERT_TRUE(vault->put("issuer.aa", key_of({1})));
  fs::copy_file(keys_ / "issuer.aa.key", keys_ / "issuer.bb.key");
  EXPECT_EQ(vault->get("issuer.bb").error().kind, Kind::invalid);
}

TEST_F(FileVaultTest, Another_instance_key_opens_nothing) {
  ASSERT_TRUE(open_vault()->put("log", key_of({1})));
  write(instance_key_, std::string(32, 'x'));
  EXPECT_EQ(fault(), Kind::invalid);
  for (const auto* wrong : {"", "short", "33 bytes, which is one too many.."}) {
    write(instance_key_, wrong);
    EXPECT_EQ(fault(), Kind::invalid);
  }
  fs::remove(instance_key_);
  EXPECT_EQ(fault(), Kind::not_found);
}

TEST_F(FileVaultTest, Creating_it_again_changes_nothing) {
  ASSERT_TRUE(open_vault()->put("log", key_of({1})));
  const auto before = read(instance_key_);
  EXPECT_EQ(before.size(), 32u);
  FileVault::create(keys_, instance_key_, random_);
  EXPECT_EQ(read(instance_key_), before);
  EXPECT_TRUE(open_vault()->get("log"));
}

TEST_F(FileVaultTest, Everything_is_open_to_its_owner_alone) {
  auto vault = open_vault();
  ASSERT_TRUE(vault->put("log", key_of({1})));
  EXPECT_EQ(fs::status(keys_).permissions(), fs::perms(0700));
  EXPECT_EQ(fs::status(instance_key_).permissions(), fs::perms(0600));
  EXPECT_EQ(fs::status(keys_ / "log.key").permissions(), fs::perms(0600));
  for (const auto& path : {keys_, instance_key_, keys_ / "log.key"}) {
    const auto good = fs::status(path).permissions();
    for (const auto open : {fs::perms::group_read, fs::perms::others_read, fs::perms::others_write}) {
      fs::permissions(path, good | open);
      EXPECT_EQ(fault(), Kind::forbidden) << path;
    }
    fs::permissions(path, good);
  }
  EXPECT_EQ(fault(), std::nullopt);
}

TEST_F(FileVaultTest, A_file_that_is_no_key_is_told) {
  write(keys_ / "Copy of log.key", "x");
  fs::permissions(keys_ / "Copy of log.key", fs::perms(0600));
  EXPECT_EQ(fault(), Kind::invalid);
}

TEST_F(FileVaultTest, Many_that_put_the_same_name_are_one) {
  auto vault = open_vault();
  std::atomic<int> put = 0;
  std::vector<std::thread> threads;
  for (std::uint8_t i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      if (vault->put("log", key_of({i}))) ++put;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(put, 1);
  EXPECT_TRUE(vault->get("log"));
}

TEST_F(FileVaultTest, A_name_out_of_its_alphabet_is_a_broken_promise) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  auto vault = open_vault();
  for (const auto* name : {"", "../log", "Log", ".log", "a/b"}) EXPECT_DEATH((void)vault->get(name), "CHECK");
}

}  // namespace
}  // namespace ruban::store
