// SPDX-License-Identifier: AGPL-3.0-or-later
// Connections that read, beside the writer and each other. A reading sees one committed state.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "store/failure.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/open.h"

namespace ruban::store::sqlite {

class Readers {
 public:
  Readers(std::filesystem::path file, const Options& options) : file_(std::move(file)), options_(options) {}

  // What `work` returns, given a connection on the caller's thread. Throws Unavailable or Broken.
  template <class Work>
  auto read(const Work& work) {
    try {
      Loan loan(*this);
      Snapshot snapshot(loan.connection());
      return work(loan.connection());
    } catch (const SQLite::Exception& e) {
      rethrow(e);
    }
  }

 private:
  class Loan {
   public:
    explicit Loan(Readers& readers) : readers_(readers), connection_(readers.take()) {}
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    ~Loan() { readers_.give_back(std::move(connection_)); }
    Connection& connection() { return *connection_; }

   private:
    Readers& readers_;
    std::unique_ptr<Connection> connection_;
  };
  class Snapshot {
   public:
    explicit Snapshot(Connection& db) : db_(db) { db_.query("BEGIN").run(); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot() { db_.database().tryExec("ROLLBACK"); }

   private:
    Connection& db_;
  };

  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection> connection);
  [[noreturn]] static void rethrow(const SQLite::Exception& e);

  const std::filesystem::path file_;
  const Options options_;
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<std::unique_ptr<Connection>> free_;
  std::size_t lent_ = 0;
};

}  // namespace ruban::store::sqlite
