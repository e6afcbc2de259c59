// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/backup.h"

#include <SQLiteCpp/Backup.h>
#include <sqlite3.h>

#include <array>
#include <fstream>

#include "store/durable.h"
#include "store/failure.h"
#include "store/sqlite/open.h"

namespace ruban::store::sqlite {
namespace {

// Private working data, and what is of no use after a restore, since issuing is closed then. AUTOINCREMENT's
// counters go along: they tell how many mails were sent.
constexpr char kForget[] =
    "DELETE FROM visit; DELETE FROM address_quota; DELETE FROM mail; DELETE FROM mailing; "
    "DELETE FROM subscriber;"
    "DELETE FROM waiting WHERE lines IN (SELECT lines FROM quote WHERE idx IS NULL);"
    "DELETE FROM quote WHERE idx IS NULL; DELETE FROM recipient_link; DELETE FROM identity_tag; DELETE FROM "
    "may_sign; DELETE FROM "
    "payload WHERE erased = 1;"
    "DELETE FROM sqlite_sequence WHERE name = 'mail';"
    "UPDATE instance SET is_backup = 1, to_scrub = 0, subscriber_key = zeroblob(32);";

void copy(Connection& from, const std::filesystem::path& to) {
  SQLite::Database copy(to.string(), SQLite::OPEN_READWRITE);
  // It is nobody's before it is renamed: a crash leaves a file that the next attempt replaces.
  copy.exec("PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;");
  SQLite::Backup backup(copy, from.database());
  if (const int done = backup.executeStep(-1); done != SQLITE_DONE) throw SQLite::Exception("backup", done);
}

void forget_private(const std::filesystem::path& file) {
  SQLite::Database copy(file.string(), SQLite::OPEN_READWRITE);
  copy.exec("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;");
  copy.exec(kForget);
  copy.exec("VACUUM");
}

// Byte 18 of a database is 2 if it has a write-ahead log. A backup has none, and opening one would make files
// beside it.
bool is_without_log(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::array<char, 19> header{};
  return in.read(header.data(), header.size()) && header[18] == 1;
}

bool is_sound_backup(const std::filesystem::path& file) {
  if (!is_without_log(file)) return false;
  try {
    SQLite::Database db(file.string(), SQLite::OPEN_READONLY);
    return db.execAndGet("SELECT is_backup FROM instance").getInt() == 1 &&
           db.execAndGet("PRAGMA quick_check(1)").getString() == "ok";
  } catch (const SQLite::Exception&) {
    return false;
  }
}

Error full() { return fail(Kind::busy, "The disk is full. Nothing was written.").value(); }

}  // namespace

Result<void> back_up(Connection& from, const std::filesystem::path& to) {
  if (std::filesystem::exists(to)) return fail(Kind::conflict, "There is a file of this name already.");
  const std::filesystem::path part = to.string() + ".part";
  try {
    TemporaryFile file(part);
    copy(from, part);
    forget_private(part);
    return file.rename_to(to);
  } catch (const SQLite::Exception& e) {
    if (e.getErrorCode() == SQLITE_FULL) return tl::unexpected(full());
    throw Broken(e.what());
  }
}

Result<void> restore(const std::filesystem::path& backup, const std::filesystem::path& folder) {
  if (!std::filesystem::is_regular_file(backup)) return fail(Kind::not_found, "There is no such file.");
  make_private_folder(folder);
  const auto to = folder / kDatabaseFile;
  if (std::filesystem::exists(to)) return fail(Kind::conflict, "This folder has a database already.");
  TemporaryFile file(to.string() + ".part");
  file.copy_from(backup);
  if (!is_sound_backup(file.path()))
    return fail(Kind::invalid, "This file isn’t a backup of Ruban, or it was damaged.");
  return file.rename_to(to);
}

}  // namespace ruban::store::sqlite
