// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/migrations.h"

#include <embedded/ruban_migrations_sqlite.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "store/failure.h"

namespace ruban::store::sqlite {
namespace {

constexpr int kApplicationId = 0x5275626e;  // "Rubn", for file(1)

int number_of(const Migration& migration) {
  int number = 0;
  std::from_chars(migration.name.data(), migration.name.data() + 4, number);
  CHECK(number > 0);
  return number;
}

struct Done {
  std::string name, sha256;
};

std::map<int, Done> done(Connection& db) {
  std::map<int, Done> out;
  auto q = db.query("SELECT number, name, sha256 FROM migration");
  while (q.step()) out[static_cast<int>(q.integer(0))] = {q.text(1), q.text(2)};
  return out;
}

// Whether there is one to run next; the others fit.
const Migration* next(std::map<int, Done> known, std::span<const Migration> all) {
  const Migration* missing = nullptr;
  for (const auto& migration : all) {
    const auto row = known.find(number_of(migration));
    if (row == known.end()) {
      if (missing == nullptr) missing = &migration;
      continue;
    }
    if (row->second.sha256 != migration.sha256) {
      throw Broken(
          fmt::format("The database was made by another {} than the one in this program.", row->second.name));
    }
    known.erase(row);
  }
  if (!known.empty()) {
    throw Broken(fmt::format("The database was written by a newer program: it knows {}, this one doesn't.",
                             known.rbegin()->second.name));
  }
  return missing;
}

}  // namespace

std::span<const Migration> migrations() {
  static const auto all = [] {
    std::vector<Migration> out;
    for (const auto& file : embedded::ruban_migrations_sqlite())
      out.push_back({file.name, file.sha256, file.bytes});
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return out;
  }();
  return all;
}

void migrate(Connection& db, std::span<const Migration> all) {
  for (bool more = true; more;) {
    SQLite::Transaction transaction(db.database(), SQLite::TransactionBehavior::IMMEDIATE);
    if (!db.database().tableExists("migration")) {
      db.execute(
          "CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL) "
          "STRICT");
      db.execute(fmt::format("PRAGMA application_id = {}", kApplicationId).c_str());
    }
    const auto* migration = next(done(db), all);
    more = migration != nullptr;
    if (more) {
      db.execute(std::string(migration->sql).c_str());
      db.query("INSERT INTO migration (number, name, sha256) VALUES (?, ?, ?)", number_of(*migration),
               migration->name, migration->sha256)
          .run();
    }
    transaction.commit();
  }
}

}  // namespace ruban::store::sqlite
