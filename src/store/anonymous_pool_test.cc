// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/anonymous_pool.h"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <fstream>

#include "crypto/ed25519.h"
#include "crypto/random.h"
#include "signature/statement.h"

namespace ruban::store {
namespace {

class Pool : public testing::Test {
 protected:
  Pool() {
    std::string pattern = "/dev/shm/ruban-test-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder");
    folder_ = pattern;
  }
  ~Pool() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<AnonymousPool> open() {
    auto pool = AnonymousPool::open(folder_ / "pool");
    if (!pool) throw std::runtime_error(std::string(pool.error().message));
    return *std::move(pool);
  }
  Pooled withdrawal(EntryIndex index) {
    const auto key = crypto::SigningKey::from_seed(Secret(random_.fixed<crypto::Seed>()));
    const auto entry = signature::withdraw_statement(key, letter_, index);
    return {letter_, entry.key, {}, false, ledger::without_time(entry)};
  }
  Pooled signature() {
    const auto key = crypto::SigningKey::from_seed(Secret(random_.fixed<crypto::Seed>()));
    const auto entry =
        signature::sign_statement(key, {letter_, ledger::Mode::anon, ledger::Via::client, "miner-email",
                                        Bytes(256, std::uint8_t{7}), random_.fixed<Nonce>(), std::nullopt});
    return {letter_, entry.key, "miner-email", false, ledger::without_time(entry)};
  }
  void write(std::string_view bytes) { std::ofstream(folder_ / "pool", std::ios::binary) << bytes; }

  crypto::SystemRandom random_;
  LetterId letter_ = random_.fixed<LetterId>();
  std::filesystem::path folder_;
};

TEST_F(Pool, Survives_the_process) {
  auto dropped = signature();
  dropped.drop_if_few = true;
  const auto withdrawn = withdrawal(7);
  {
    const auto pool = open();
    ASSERT_TRUE(pool->add(dropped));
    ASSERT_TRUE(pool->add(withdrawn));
  }
  EXPECT_THAT(open()->of(letter_), testing::UnorderedElementsAre(dropped, withdrawn));
}

TEST_F(Pool, Is_refused_where_it_would_not_lie_in_memory) {
  const auto pool = AnonymousPool::open("/sys/kernel/pool");  // no disk either, but no memory file system
  ASSERT_FALSE(pool);
  EXPECT_EQ(pool.error().kind, Kind::conflict);
}

TEST_F(Pool, Is_refused_in_a_folder_that_others_can_reach) {
  using std::filesystem::perms;
  std::filesystem::create_directory(folder_ / "open");
  std::filesystem::permissions(folder_ / "open", perms::all);
  const auto open_to_all = AnonymousPool::open(folder_ / "open" / "pool");
  ASSERT_FALSE(open_to_all);
  EXPECT_EQ(open_to_all.error().kind, Kind::conflict);
  std::filesystem::permissions(folder_ / "open", perms::owner_all);
  EXPECT_TRUE(AnonymousPool::open(folder_ / "open" / "pool"));
  std::filesystem::create_directory_symlink(folder_ / "open", folder_ / "link");
  EXPECT_FALSE(AnonymousPool::open(folder_ / "link" / "pool"));
}

TEST_F(Pool, A_key_signs_once_and_the_same_again_changes_nothing) {
  const auto pool = open();
  const auto first = signature();
  ASSERT_TRUE(pool->add(first));
  ASSERT_TRUE(pool->add(first));
  auto other = first;
  other.lines.replace(other.lines.find("mode anon"), 9, "mode anom");
  EXPECT_EQ(pool->add(other).error().kind, Kind::conflict);
  EXPECT_EQ(pool->count(letter_), 1U);
}

TEST_F(Pool, Nothing_is_taken_for_a_letter_that_was_closed) {
  const auto pool = open();
  pool->close(letter_);
  EXPECT_EQ(pool->add(signature()).error().kind, Kind::conflict);
  letter_ = random_.fixed<LetterId>();
  EXPECT_TRUE(pool->add(signature()));
}

TEST_F(Pool, What_is_published_is_taken_out) {
  const auto pool = open();
  const auto first = signature(), second = signature();
  ASSERT_TRUE(pool->add(first));
  ASSERT_TRUE(pool->add(second));
  pool->remove({first});
  EXPECT_THAT(pool->of(letter_), testing::ElementsAre(second));
  EXPECT_THAT(open()->of(letter_), testing::ElementsAre(second));
}

TEST_F(Pool, A_damaged_file_is_not_believed) {
  const auto good = format_pool({signature()});
  ASSERT_TRUE(parse_pool(good));
  EXPECT_TRUE(parse_pool("ruban pool v1\n"));
  for (const auto& bad : std::vector<std::string>{
           std::string(), std::string("ruban pool v2\n"), good.substr(0, good.size() - 1), good + "x",
           good + "\n", "ruban pool v1\npublish 0\n", "ruban pool v1\npublish 01\n",
           "ruban pool v1\npublish\n", "ruban pool v1\nkeep 3\nabc", "ruban pool v1\npublish 99999999\nabc",
           "ruban pool v1\ndrop 3\nabc", std::string("ruban pool v1\n") + good}) {
    EXPECT_FALSE(parse_pool(bad)) << bad;
  }
  write(good.substr(0, good.size() - 1));
  EXPECT_EQ(AnonymousPool::open(folder_ / "pool").error().kind, Kind::invalid);
}

TEST_F(Pool, Holds_nothing_that_is_signed_by_name) {
  const auto key = crypto::SigningKey::from_seed(Secret(random_.fixed<crypto::Seed>()));
  const auto named = signature::sign_statement(
      key, {letter_, ledger::Mode::named, ledger::Via::client, "miner-email", Bytes(256, std::uint8_t{7}),
            random_.fixed<Nonce>(), random_.fixed<Commitment>()});
  EXPECT_FALSE(
      parse_pool(format_pool({{letter_, named.key, "miner-email", false, ledger::without_time(named)}})));
}

}  // namespace
}  // namespace ruban::store
