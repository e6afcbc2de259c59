// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/writer.h"

#include <atomic>
#include <latch>

#include "store/failure.h"
#include "store/sqlite/driver_test.h"

namespace ruban::store::sqlite {
namespace {

class WriterTest : public ::testing::Test {
 protected:
  void SetUp() override { start({}); }
  // `pragma`: for the writer's connection.
  void start(const Options& options, const char* pragma = "") {
    writer_.reset();
    auto db = std::make_unique<Connection>(folder_.database(), Connection::Use::write, options.patience);
    db->execute("CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY, text TEXT) STRICT");
    db->execute(pragma);
    writer_ = std::make_unique<Writer>(std::move(db), folder_.database(), options);
  }
  // As others see it.
  std::int64_t count() {
    SQLite::Database db(folder_.database().string());
    return db.execAndGet("SELECT count(*) FROM t").getInt64();
  }
  static void insert(Connection& db, std::size_t n) { db.query("INSERT INTO t (n) VALUES (?)", n).run(); }

  // Runs `jobs` in one group: they are queued while the writer is busy.
  void in_one_group(const std::vector<std::function<void()>>& jobs) {
    std::latch busy(1), go(1);
    std::vector<std::thread> callers;
    callers.emplace_back([&] {
      writer_->run_alone([&](Connection&) {
        busy.count_down();
        go.wait();
      });
    });
    busy.wait();
    std::atomic<std::size_t> calling = 0;
    for (const auto& job : jobs) {
      callers.emplace_back([&] {
        ++calling;
        job();
      });
    }
    while (writer_->waiting() < jobs.size()) std::this_thread::yield();
    go.count_down();
    for (auto& caller : callers) caller.join();
    EXPECT_EQ(calling, jobs.size());
  }

  Folder folder_;
  std::unique_ptr<Writer> writer_;
};

TEST_F(WriterTest, What_waits_is_committed_together_and_answered_after_that) {
  std::atomic<std::int64_t> most_seen_inside = 0, least_seen_after = 1000;
  std::vector<std::function<void()>> jobs;
  for (std::size_t i = 0; i < 20; ++i) {
    jobs.emplace_back([&, i] {
      EXPECT_TRUE(writer_->run([&](Connection& db) -> Result<void> {
        insert(db, i);
        EXPECT_EQ(count(), 0);  // nothing is committed yet
        auto q = db.query("SELECT count(*) FROM t");
        EXPECT_TRUE(q.step());
        most_seen_inside = std::max<std::int64_t>(most_seen_inside, q.integer(0));
        return {};
      }));
      least_seen_after = std::min<std::int64_t>(least_seen_after, count());
    });
  }
  in_one_group(jobs);
  EXPECT_EQ(most_seen_inside, 20);
  EXPECT_EQ(least_seen_after, 20);
}

TEST_F(WriterTest, One_failing_job_of_a_group_undoes_itself_alone) {
  std::atomic<int> succeeded = 0, refused = 0, thrown = 0, broken = 0;
  std::vector<std::function<void()>> jobs;
  for (std::size_t i = 0; i < 20; ++i) {
    jobs.emplace_back([&, i] {
      try {
        const auto result = writer_->run([&](Connection& db) -> Result<void> {
          insert(db, i);
          if (i == 3) return fail(Kind::conflict, "No.");
          if (i == 4) throw std::logic_error("no");
          if (i == 5) insert(db, i);  // breaks the key
          return {};
        });
        ++(result ? succeeded : refused);
      } catch (const std::logic_error&) {
        ++thrown;
      } catch (const Broken&) {
        ++broken;
      }
    });
  }
  in_one_group(jobs);
  EXPECT_EQ(succeeded, 17);
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(thrown, 1);
  EXPECT_EQ(broken, 1);
  EXPECT_EQ(count(), 17);
}

TEST_F(WriterTest, A_group_in_which_all_fail_commits_nothing) {
  std::vector<std::function<void()>> jobs(3, [&] {
    EXPECT_FALSE(writer_->run([](Connection& db) -> Result<void> {
      insert(db, 1);
      return fail(Kind::conflict, "No.");
    }));
  });
  in_one_group(jobs);
  EXPECT_EQ(count(), 0);
  writer_->run_or_throw([](Connection& db) { insert(db, 1); });
  EXPECT_EQ(count(), 1);
}

TEST_F(WriterTest, A_full_database_is_busy_and_leaves_the_others_alone) {
  start({}, "PRAGMA max_page_count = 20");
  writer_->run_or_throw([](Connection& db) { insert(db, 1); });
  const std::string much(200'000, 'x');
  std::atomic<int> small = 0;
  std::vector<std::function<void()>> jobs;
  for (std::size_t i = 2; i < 8; ++i) {
    jobs.emplace_back([&, i] {
      const auto result = writer_->run([&](Connection& db) -> Result<void> {
        insert(db, i);
        if (i == 5) db.query("UPDATE t SET text = ? WHERE n = 5", much).run();
        return {};
      });
      if (i == 5) {
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().kind, Kind::busy);
      } else if (result) {
        ++small;
      } else {
        EXPECT_EQ(result.error().kind, Kind::busy);
      }
    });
  }
  in_one_group(jobs);
  EXPECT_EQ(count(), 1 + small);
  EXPECT_THROW(writer_->run_or_throw(
                   [&](Connection& db) { db.query("UPDATE t SET text = ? WHERE n = 1", much).run(); }),
               Unavailable);
  writer_->run_or_throw([](Connection& db) { insert(db, 100); });
  EXPECT_EQ(count(), 2 + small);
}

TEST_F(WriterTest, A_full_queue_refuses_at_once) {
  Options small;
  small.most_jobs = 2;
  start(small);
  std::atomic<int> done = 0;
  in_one_group({[&] {
                  EXPECT_TRUE(writer_->run([](Connection& db) -> Result<void> {
                    insert(db, 1);
                    return {};
                  }));
                  ++done;
                },
                [&] {
                  while (writer_->waiting() < 1) std::this_thread::yield();
                  // The other one waits already; this is the second and last.
                  EXPECT_TRUE(writer_->run([](Connection& db) -> Result<void> {
                    insert(db, 2);
                    return {};
                  }));
                  ++done;
                }});
  EXPECT_EQ(done, 2);
  std::latch busy(1), go(1);
  std::thread holder([&] {
    writer_->run_alone([&](Connection&) {
      busy.count_down();
      go.wait();
    });
  });
  busy.wait();
  std::vector<std::thread> waiting;
  for (std::size_t i = 10; i < 12; ++i) {
    waiting.emplace_back([&, i] {
      EXPECT_TRUE(writer_->run([i](Connection& db) -> Result<void> {
        insert(db, i);
        return {};
      }));
    });
  }
  while (writer_->waiting() < 2) std::this_thread::yield();
  const auto refused = writer_->run([](Connection&) -> Result<void> { return {}; });
  EXPECT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::busy);
  go.count_down();
  holder.join();
  for (auto& thread : waiting) thread.join();
  EXPECT_EQ(count(), 4);
}

TEST_F(WriterTest, What_waits_is_finished_before_the_writer_goes) {
  std::vector<std::thread> callers;
  std::latch called(10);
  for (std::size_t i = 0; i < 10; ++i) {
    callers.emplace_back([&, i] {
      called.count_down();
      writer_->run_or_throw([i](Connection& db) { insert(db, i); });
    });
  }
  for (auto& caller : callers) caller.join();
  writer_.reset();
  EXPECT_EQ(count(), 10);
}

TEST_F(WriterTest, A_job_that_would_wait_for_itself_is_a_broken_promise) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH((void)writer_->run(
                   [&](Connection&) { return writer_->run([](Connection&) -> Result<void> { return {}; }); }),
               "CHECK");
}

}  // namespace
}  // namespace ruban::store::sqlite
