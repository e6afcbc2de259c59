// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/readers.h"

#include <sqlite3.h>

namespace ruban::store::sqlite {

std::unique_ptr<Connection> Readers::take() {
  std::unique_lock lock(mutex_);
  if (!given_back_.wait_for(lock, options_.patience, [&] { return lent_ < options_.readers; })) {
    throw Unavailable("Too many readers wait for the database.");
  }
  ++lent_;
  if (!free_.empty()) {
    auto connection = std::move(free_.back());
    free_.pop_back();
    return connection;
  }
  lock.unlock();
  try {
    return std::make_unique<Connection>(file_, Connection::Use::read, options_.patience);
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

void Readers::give_back(std::unique_ptr<Connection> connection) {
  {
    std::lock_guard lock(mutex_);
    --lent_;
    if (connection) free_.push_back(std::move(connection));
  }
  given_back_.notify_one();
}

void Readers::rethrow(const SQLite::Exception& e) {
  if (e.getErrorCode() == SQLITE_BUSY || e.getErrorCode() == SQLITE_FULL) throw Unavailable(e.what());
  throw Broken(e.what());
}

}  // namespace ruban::store::sqlite
