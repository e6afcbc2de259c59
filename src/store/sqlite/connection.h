// SPDX-License-Identifier: AGPL-3.0-or-later
// A connection to the database and its queries: prepared once, bound by value, reset when they go.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <concepts>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/check.h"
#include "core/ids.h"
#include "core/time.h"

namespace ruban::store::sqlite {

struct Prepared {
  explicit Prepared(SQLite::Statement made) : statement(std::move(made)) {}
  SQLite::Statement statement;
  bool in_use = false;
};

// One run of a statement. Columns count from 0.
class Query {
 public:
  template <class... Values>
  explicit Query(Prepared& prepared, const Values&... values) : prepared_(prepared) {
    CHECK(!prepared_.in_use);
    prepared_.in_use = true;
    int place = 0;
    (bind(++place, values), ...);
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  // True while there is a row.
  bool step() { return prepared_.statement.executeStep(); }
  // Runs it to the end; for a statement that gives no rows. Returns how many rows it changed.
  std::size_t run();

  bool is_null(int column) const { return prepared_.statement.isColumnNull(column); }
  std::int64_t integer(int column) const { return prepared_.statement.getColumn(column).getInt64(); }
  std::uint64_t number(int column) const { return static_cast<std::uint64_t>(integer(column)); }
  Instant instant(int column) const { return Instant(std::chrono::seconds(integer(column))); }
  std::string text(int column) const;  // of a TEXT or a BLOB
  Bytes bytes(int column) const;
  template <class F>
  F fixed(int column) const {
    auto value = F::from(bytes(column));
    CHECK(value);  // only such values are ever written
    return *value;
  }

 private:
  void bind(int place, std::nullptr_t) { prepared_.statement.bind(place); }
  void bind(int place, std::string_view text) { prepared_.statement.bind(place, std::string(text)); }
  void bind(int place, ByteView bytes);
  void bind(int place, const Bytes& bytes) { bind(place, ByteView(bytes)); }
  void bind(int place, Instant at) { bind(place, at.time_since_epoch().count()); }
  template <class Tag, std::size_t N>
  void bind(int place, const Fixed<Tag, N>& value) {
    bind(place, value.view());
  }
  template <std::integral N>
  void bind(int place, N number) {
    prepared_.statement.bind(place, static_cast<std::int64_t>(number));
  }
  template <class T>
  void bind(int place, const std::optional<T>& value) {
    value ? bind(place, *value) : bind(place, nullptr);
  }

  Prepared& prepared_;
};

// For one thread at a time.
class Connection {
 public:
  enum class Use { write, read };
  // A writer makes the file (0600) if it is missing. `patience`: how long to wait for another process's
  // transaction.
  Connection(const std::filesystem::path& file, Use use, std::chrono::milliseconds patience);

  // `sql` is constant text.
  template <class... Values>
  Query query(std::string_view sql, const Values&... values) {
    return Query(prepared(sql), values...);
  }
  // Runs statements that have no parameters.
  void execute(const char* sql) { database_.exec(sql); }

  bool in_transaction() const;
  SQLite::Database& database() { return database_; }
  sqlite3* handle() const { return database_.getHandle(); }

 private:
  Prepared& prepared(std::string_view sql);

  SQLite::Database database_;
  std::unordered_map<std::string_view, std::unique_ptr<Prepared>> prepared_;
};

}  // namespace ruban::store::sqlite
