// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/migrations.h"

#include "store/failure.h"
#include "store/sqlite/driver_test.h"

namespace ruban::store::sqlite {
namespace {

using ::testing::HasSubstr;

constexpr Migration kFirst{"0001_first.sql", "aa",
                           "CREATE TABLE first (n INTEGER) STRICT; INSERT INTO first VALUES (1)"};
constexpr Migration kSecond{"0002_second.sql", "bb", "UPDATE first SET n = n + 1"};

class MigrationsTest : public ::testing::Test {
 protected:
  void run(const std::vector<Migration>& all) {
    Connection db(folder_.database(), Connection::Use::write, std::chrono::milliseconds(1000));
    migrate(db, all);
  }
  int number(const char* sql) {
    SQLite::Database db(folder_.database().string());
    return db.execAndGet(sql).getInt();
  }
  std::string fault(const std::vector<Migration>& all) {
    try {
      run(all);
    } catch (const Broken& e) {
      return e.what();
    }
    return "none";
  }
  Folder folder_;
};

TEST_F(MigrationsTest, Each_is_run_once_and_in_order) {
  run({kFirst});
  run({kFirst});
  run({kFirst, kSecond});
  run({kFirst, kSecond});
  EXPECT_EQ(number("SELECT n FROM first"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM migration"), 2);
}

TEST_F(MigrationsTest, A_changed_one_stops_the_start) {
  run({kFirst});
  auto changed = kFirst;
  changed.sha256 = "cc";
  EXPECT_THAT(fault({changed, kSecond}), HasSubstr("another 0001_first.sql"));
  EXPECT_EQ(number("SELECT n FROM first"), 1);
}

TEST_F(MigrationsTest, A_database_of_a_newer_program_stops_the_start) {
  run({kFirst, kSecond});
  EXPECT_THAT(fault({kFirst}), HasSubstr("0002_second.sql"));
}

TEST_F(MigrationsTest, One_that_fails_leaves_nothing_of_itself) {
  const Migration broken{"0002_broken.sql", "dd", "UPDATE first SET n = 9; SELECT nothing FROM nowhere"};
  run({kFirst});
  EXPECT_THROW(run({kFirst, broken}), SQLite::Exception);
  EXPECT_EQ(number("SELECT n FROM first"), 1);
  run({kFirst, kSecond});
  EXPECT_EQ(number("SELECT n FROM first"), 2);
}

TEST_F(MigrationsTest, Several_processes_may_start_at_once) {
  std::vector<std::thread> starting;
  for (int i = 0; i < 8; ++i) starting.emplace_back([&] { run({kFirst, kSecond}); });
  for (auto& thread : starting) thread.join();
  EXPECT_EQ(number("SELECT n FROM first"), 2);
}

TEST_F(MigrationsTest, Those_of_this_program_are_numbered_without_a_gap) {
  const auto all = migrations();
  ASSERT_FALSE(all.empty());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(std::stoul(std::string(all[i].name.substr(0, 4))), i + 1);
    EXPECT_EQ(all[i].sha256.size(), 64u);
  }
  run({all.begin(), all.end()});
  EXPECT_EQ(number("PRAGMA integrity_check") +
                number("SELECT count(*) > 15 FROM sqlite_schema WHERE type = 'table'"),
            1);
}

}  // namespace
}  // namespace ruban::store::sqlite
