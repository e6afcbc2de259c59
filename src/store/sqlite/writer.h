// SPDX-License-Identifier: AGPL-3.0-or-later
// The one writer: a thread that executes jobs, as many as wait in one transaction, and answers after its
// COMMIT.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/sqlite/log_space.h"
#include "store/sqlite/open.h"

namespace ruban::store::sqlite {

class Writer {
 public:
  using Work = std::function<Result<void>(Connection&)>;

  // `db` is open for writing `file`.
  Writer(std::unique_ptr<Connection> db, const std::filesystem::path& file, const Options& options);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  // Finishes what waits.
  ~Writer();

  // Blocks until `work`, run on the writer's thread, is durable. An Error or exception of `work` undoes what
  // it did, and nothing else. Kind::busy: nothing was written. Throws OutcomeUnknown or Broken.
  Result<void> run(const Work& work);
  // For work that gives no Error: throws Unavailable where run() says busy.
  void run_or_throw(const std::function<void(Connection&)>& work);
  // Outside any transaction, while all others wait.
  void run_alone(const std::function<void(Connection&)>& work);

  // Jobs that wait, without those that are being executed.
  std::size_t waiting();

 private:
  struct Job;

  Result<void> submit(const Work& work, bool alone);
  void loop();
  std::vector<Job*> take_group();
  void execute(const std::vector<Job*>& group);
  bool begin(const std::vector<Job*>& group);
  // False if the whole transaction is lost.
  bool execute_one(Job& job);
  void execute_alone(Job& job);
  int prepare_commit();
  void commit(const std::vector<Job*>& group);
  // `code`: SQLite's, for those that had succeeded.
  void roll_back(const std::vector<Job*>& group, int code);
  void copy_log();
  void empty_log();
  int checkpoint(int mode);

  const Options options_;
  std::unique_ptr<Connection> db_;
  LogSpace log_space_;
  int log_pages_ = 0;     // in the write-ahead log after our last commit
  int copied_pages_ = 0;  // when it was last copied into the database
  bool dead_ = false;     // after an unknown outcome, or a failed sync

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Job*> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace ruban::store::sqlite
