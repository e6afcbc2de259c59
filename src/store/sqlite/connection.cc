// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <system_error>

#include "store/failure.h"

namespace ruban::store::sqlite {
namespace {

// SQLite would make it as the umask says, and gives its -wal and -shm the same mode as the database.
const std::filesystem::path& made_private(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), file.string());
  ::close(fd);  // before this process has a lock on it, which closing would end
  return file;
}

SQLite::Database open_database(const std::filesystem::path& file, Connection::Use use,
                               std::chrono::milliseconds patience) {
  const auto wait = static_cast<int>(patience.count());
  if (use == Connection::Use::read)
    return {file.string(), SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX, wait};
  const bool missing = !std::filesystem::exists(file);
  return {missing ? made_private(file).string() : file.string(),
          SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, wait};
}

}  // namespace

Query::~Query() {
  prepared_.statement.tryReset();
  prepared_.statement.clearBindings();
  prepared_.in_use = false;
}

std::size_t Query::run() { return static_cast<std::size_t>(prepared_.statement.exec()); }

std::string Query::text(int column) const {
  auto value = prepared_.statement.getColumn(column);
  return {static_cast<const char*>(value.getBlob()), static_cast<std::size_t>(value.getBytes())};
}

Bytes Query::bytes(int column) const {
  auto value = prepared_.statement.getColumn(column);
  const auto* begin = static_cast<const std::uint8_t*>(value.getBlob());
  return {begin, begin + value.getBytes()};
}

void Query::bind(int place, ByteView bytes) {
  // A null pointer would bind NULL, not an empty value.
  prepared_.statement.bind(place, bytes.empty() ? "" : static_cast<const void*>(bytes.data()),
                           static_cast<int>(bytes.size()));
}

Connection::Connection(const std::filesystem::path& file, Use use, std::chrono::milliseconds patience)
    : database_(open_database(file, use, patience)) {
  execute("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;");
  if (use == Use::read) {
    execute("PRAGMA cache_size = -1000;");
    return;
  }
  if (database_.execAndGet("PRAGMA journal_mode = WAL").getString() != "wal") {
    throw Broken("The file system of the database can't hold a write-ahead log.");
  }
  execute(
      "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
      "PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 0;");
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }

Prepared& Connection::prepared(std::string_view sql) {
  auto& slot = prepared_[sql];
  if (!slot) slot = std::make_unique<Prepared>(SQLite::Statement(database_, std::string(sql)));
  return *slot;
}

}  // namespace ruban::store::sqlite
