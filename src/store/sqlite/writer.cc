// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/writer.h"

#include <sqlite3.h>

#include <algorithm>

#include "store/failure.h"

namespace ruban::store::sqlite {
namespace {

constexpr std::size_t kMostInAGroup = 1024;
constexpr int kCopyAfterPages = 4000;  // 16 MB

Error busy() { return fail(Kind::busy, "The server can’t store anything right now.").value(); }

}  // namespace

// Lives on the stack of the caller, who waits for it.
struct Writer::Job {
  const Work& work;
  const bool alone;
  Result<void> result = {};
  std::exception_ptr thrown = {};

  std::mutex mutex = {};
  std::condition_variable changed = {};
  bool done = false;

  bool succeeded() const { return result.has_value() && !thrown; }
  void failed(int code, const char* what) {
    if ((code & 0xff) == SQLITE_FULL || (code & 0xff) == SQLITE_BUSY) {
      result = tl::unexpected(busy());
    } else {
      thrown = std::make_exception_ptr(Broken(what));
    }
  }
  void failed(const SQLite::Exception& e) { failed(e.getErrorCode(), e.what()); }
  void answer() {
    std::lock_guard lock(mutex);
    done = true;
    changed.notify_one();  // under the lock: the waiter can't leave, and take the condition with it, before
  }
  void await() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return done; });
  }
};

Writer::Writer(std::unique_ptr<Connection> db, const std::filesystem::path& file, const Options& options)
    : options_(options), db_(std::move(db)), log_space_(file.string() + "-wal") {
  sqlite3_wal_hook(
      db_->handle(),
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Writer*>(self)->log_pages_ = pages;
        return SQLITE_OK;
      },
      this);
  thread_ = std::thread([this] { loop(); });
}

Writer::~Writer() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

Result<void> Writer::run(const Work& work) { return submit(work, false); }

void Writer::run_or_throw(const std::function<void(Connection&)>& work) {
  const auto result = submit(
      [&](Connection& db) -> Result<void> {
        work(db);
        return {};
      },
      false);
  if (!result) throw Unavailable(std::string(result.error().message));
}

void Writer::run_alone(const std::function<void(Connection&)>& work) {
  const auto result = submit(
      [&](Connection& db) -> Result<void> {
        work(db);
        return {};
      },
      true);
  if (!result) throw Unavailable(std::string(result.error().message));
}

std::size_t Writer::waiting() {
  std::lock_guard lock(mutex_);
  return queue_.size();
}

Result<void> Writer::submit(const Work& work, bool alone) {
  CHECK(std::this_thread::get_id() != thread_.get_id());  // it would wait for itself
  Job job{work, alone};
  {
    std::lock_guard lock(mutex_);
    if (queue_.size() >= options_.most_jobs) return tl::unexpected(busy());
    queue_.push_back(&job);
  }
  arrived_.notify_one();
  job.await();
  if (job.thrown) std::rethrow_exception(job.thrown);
  return std::move(job.result);
}

void Writer::loop() {
  std::unique_lock lock(mutex_);
  const auto called = [&] { return stopping_ || !queue_.empty(); };
  while (true) {
    if (log_pages_ == 0 || dead_) {
      arrived_.wait(lock, called);
    } else if (!arrived_.wait_for(lock, options_.idle, called)) {
      lock.unlock();
      empty_log();
      lock.lock();
      continue;
    }
    if (queue_.empty()) return;
    const auto group = take_group();
    lock.unlock();
    execute(group);
    for (auto* job : group) job->answer();
    if (log_pages_ < copied_pages_) copied_pages_ = 0;  // it was begun anew
    if (!dead_ && log_pages_ >= copied_pages_ + kCopyAfterPages) copy_log();
    lock.lock();
  }
}

std::vector<Writer::Job*> Writer::take_group() {
  std::vector<Job*> group;
  while (!queue_.empty() && group.size() < kMostInAGroup) {
    auto* job = queue_.front();
    if (job->alone && !group.empty()) break;
    queue_.pop_front();
    group.push_back(job);
    if (job->alone) break;
  }
  return group;
}

void Writer::execute(const std::vector<Job*>& group) {
  if (dead_) {
    for (auto* job : group)
      job->thrown = std::make_exception_ptr(Broken("The store has stopped: its disk failed."));
    return;
  }
  if (group.front()->alone) return execute_alone(*group.front());
  if (!begin(group)) return;
  for (auto* job : group) {
    if (!execute_one(*job)) return roll_back(group, SQLITE_FULL);
  }
  const bool any = std::any_of(group.begin(), group.end(), [](const auto* job) { return job->succeeded(); });
  const int ready = any ? prepare_commit() : SQLITE_FULL;
  if (ready != SQLITE_OK) return roll_back(group, ready);
  commit(group);
}

bool Writer::begin(const std::vector<Job*>& group) {
  try {
    db_->query("BEGIN IMMEDIATE").run();
    return true;
  } catch (const SQLite::Exception& e) {
    for (auto* job : group) job->failed(e);
    return false;
  }
}

bool Writer::execute_one(Job& job) {
  try {
    db_->query("SAVEPOINT job").run();
    try {
      job.result = job.work(*db_);
    } catch (const SQLite::Exception& e) {
      job.failed(e);
    } catch (...) {
      job.thrown = std::current_exception();
    }
    if (!db_->in_transaction()) return false;
    if (!job.succeeded()) db_->query("ROLLBACK TO job").run();
    db_->query("RELEASE job").run();
    return true;
  } catch (const SQLite::Exception&) {
    return false;
  }
}

void Writer::execute_alone(Job& job) {
  try {
    job.result = job.work(*db_);
  } catch (const SQLite::Exception& e) {
    job.failed(e);
  } catch (...) {
    job.thrown = std::current_exception();
  }
}

// After this, COMMIT writes one page more, for which there is room.
int Writer::prepare_commit() {
  if (const int flushed = sqlite3_db_cacheflush(db_->handle()); flushed != SQLITE_OK) return flushed;
  return log_space_.reserve() ? SQLITE_OK : SQLITE_FULL;
}

void Writer::commit(const std::vector<Job*>& group) {
  try {
    db_->query("COMMIT").run();
  } catch (const SQLite::Exception& e) {
    dead_ = true;
    for (auto* job : group) job->thrown = std::make_exception_ptr(OutcomeUnknown(e.what()));
  }
}

void Writer::roll_back(const std::vector<Job*>& group, int code) {
  try {
    if (db_->in_transaction()) db_->query("ROLLBACK").run();
  } catch (const SQLite::Exception&) {
    dead_ = true;  // the next BEGIN would join this transaction
  }
  for (auto* job : group) {
    if (job->succeeded()) job->failed(code, sqlite3_errstr(code));
  }
}

// What can be copied without waiting for readers. On a full disk the log grows until the next time.
void Writer::copy_log() {
  checkpoint(SQLITE_CHECKPOINT_PASSIVE);
  copied_pages_ = log_pages_;
}

// Also takes what was erased out of the log. Tried again after another idle time if somebody is reading.
void Writer::empty_log() {
  sqlite3_busy_timeout(db_->handle(), 0);
  if (checkpoint(SQLITE_CHECKPOINT_TRUNCATE) == SQLITE_OK) log_pages_ = copied_pages_ = 0;
  sqlite3_busy_timeout(db_->handle(), static_cast<int>(options_.patience.count()));
}

int Writer::checkpoint(int mode) {
  const int done = sqlite3_wal_checkpoint_v2(db_->handle(), nullptr, mode, nullptr, nullptr);
  if ((done & 0xff) == SQLITE_IOERR) dead_ = true;  // a sync that failed is never tried again
  return done;
}

}  // namespace ruban::store::sqlite
