// SPDX-License-Identifier: AGPL-3.0-or-later
// What is particular to SQLite: its files, its lease, other processes, backups that aren't.
#include "store/sqlite/open.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include "store/sqlite/connection.h"
#include "store/sqlite/driver_test.h"

namespace ruban::store::sqlite {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

class SqliteStoreTest : public ::testing::Test {
 protected:
  std::unique_ptr<Store> open_here(const Options& options = {}) {
    return sqlite::open(folder_.path(), random_, options);
  }
  Folder folder_;
  SeededRandom random_{3};
};

// All rows of the tables that derive from the record.
std::string derived_tables(const fs::path& file) {
  SQLite::Database db(file.string());
  std::string out;
  for (const auto* table :
       {"letter", "event", "signature", "count_at", "name_word", "payload", "client_release"}) {
    SQLite::Statement rows(db, std::string("SELECT * FROM ") + table);
    while (rows.executeStep()) {
      out += table;
      for (int i = 0; i < rows.getColumnCount(); ++i) {
        const auto value = rows.getColumn(i);
        const std::string_view bytes(static_cast<const char*>(value.getBlob()),
                                     static_cast<std::size_t>(value.getBytes()));
        out.append("|").append(to_hex(as_bytes(bytes)));
      }
      out += "\n";
    }
  }
  return out;
}

TEST_F(SqliteStoreTest, Files_are_open_to_their_owner_alone) {
  const auto inner = folder_.path() / "new" / "store";
  auto store = sqlite::open(inner, random_);
  Scribe scribe(*store);
  ASSERT_TRUE(scribe.commit({"one"}));
  EXPECT_EQ(fs::status(inner).permissions(), fs::perms(0700));
  std::size_t files = 0;
  for (const auto& file : fs::directory_iterator(inner)) {
    EXPECT_EQ(file.status().permissions(), fs::perms(0600)) << file.path();
    ++files;
  }
  EXPECT_EQ(files, 4u);  // database, -wal, -shm, lease
}

// Kills are no proof of it: what a process has written outlives the process, and not a power cut.
TEST_F(SqliteStoreTest, A_commit_is_on_the_disk_before_it_is_answered) {
  open_here();
  Connection db(folder_.path() / "ruban.db", Connection::Use::write, std::chrono::milliseconds(1000));
  const auto is = [&](const std::string& pragma) {
    auto q = db.query(pragma);
    return q.step() ? q.text(0) : "";
  };
  EXPECT_EQ(is("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(is("PRAGMA synchronous"), "2") << "FULL";
}

// What a dump of the database shows of who came when.
TEST_F(SqliteStoreTest, Rows_of_rights_are_the_same_in_whatever_order_they_came) {
  std::vector<std::pair<IdentityTag, Hash>> rights;
  for (int i = 0; i < 100; ++i) rights.emplace_back(random_.fixed<IdentityTag>(), random_.fixed<Hash>());
  const auto rows_after = [&](const fs::path& where) {
    fs::create_directories(where);
    const auto store = sqlite::open(where, random_, {});
    Scribe scribe(*store);
    const auto letter = scribe.open_letter("round-robin");
    for (const auto& [tag, request] : rights) {
      EXPECT_TRUE(
          store->signatures().in_letter(letter, [&, &tag = tag, &request = request](LetterTransaction& tx) {
            tx.issue("employee-email", tag, request);
            return Result<void>();
          }));
    }
    SQLite::Database db((where / "ruban.db").string());
    SQLite::Statement all(db, "SELECT hex(tag), hex(request) FROM identity_tag");
    std::string out;
    while (all.executeStep()) out += all.getColumn(0).getString() + all.getColumn(1).getString() + "\n";
    return out;
  };
  const auto forwards = rows_after(folder_.path() / "forwards");
  std::reverse(rights.begin(), rights.end());
  EXPECT_EQ(forwards, rows_after(folder_.path() / "backwards"));
  EXPECT_EQ(std::count(forwards.begin(), forwards.end(), '\n'), 100);
}

TEST_F(SqliteStoreTest, A_closed_store_is_one_file_and_the_lease) {
  {
    auto store = open_here();
    Scribe scribe(*store);
    ASSERT_TRUE(scribe.commit({"one"}));
  }
  EXPECT_FALSE(fs::exists(folder_.database().string() + "-wal"));
  EXPECT_TRUE(fs::exists(folder_.database()));
}

TEST_F(SqliteStoreTest, The_log_is_emptied_when_nobody_writes) {
  Options options;
  options.idle = std::chrono::milliseconds(1);
  auto store = open_here(options);
  Scribe scribe(*store);
  ASSERT_TRUE(scribe.commit({"one"}));
  const auto log = folder_.database().string() + "-wal";
  while (fs::file_size(log) > 0) std::this_thread::yield();  // the test's own time limit is the deadline
  EXPECT_EQ(store->record().last_checkpoint()->size, 1u);
}

TEST_F(SqliteStoreTest, A_holder_that_lost_the_lease_without_noticing_is_refused) {
  auto store = open_here();
  Scribe scribe(*store);
  ASSERT_TRUE(scribe.commit({"one"}));
  fs::remove(folder_.path() / kLeaseFile);  // somebody cleans up
  auto other = open_here();
  Scribe next(*other);
  const auto refused = scribe.commit({"two"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  EXPECT_TRUE(next.commit({"two"}));
}

TEST_F(SqliteStoreTest, A_database_held_by_another_process_is_busy_and_works_afterwards) {
  Options impatient;
  impatient.patience = std::chrono::milliseconds(1);
  auto store = open_here(impatient);
  Scribe scribe(*store);
  const auto letter = scribe.open_letter("round-robin");
  SQLite::Database other(folder_.database().string(), SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  const auto refused =
      store->signatures().in_letter(letter, [](LetterTransaction& tx) { return tx.enqueue("x"); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::busy);
  EXPECT_THROW(store->visits().save(VisitId{}, {}, at(1)), Unavailable);
  EXPECT_EQ(store->record().last_checkpoint()->size, 1u);  // readers don't wait
  other.exec("COMMIT");
  EXPECT_TRUE(store->signatures().in_letter(letter, [](LetterTransaction& tx) { return tx.enqueue("x"); }));
}

TEST_F(SqliteStoreTest, More_readers_than_connections_take_turns) {
  Options narrow;
  narrow.readers = 2;
  auto store = open_here(narrow);
  Scribe scribe(*store);
  ASSERT_TRUE(scribe.commit({"one"}));
  std::vector<std::thread> readers;
  for (int i = 0; i < 8; ++i) {
    readers.emplace_back([&] {
      for (int n = 0; n < 50; ++n) EXPECT_EQ(store->record().last_checkpoint()->size, 1u);
    });
  }
  for (auto& reader : readers) reader.join();
}

TEST_F(SqliteStoreTest, Rebuilding_gives_the_same_rows_as_the_commits) {
  {
    auto store = open_here();
    Scribe scribe(*store);
    const auto letter = scribe.open_letter("round-robin");
    std::vector<EntryIndex> all;
    for (int i = 0; i < 20; ++i) {
      NewSignature signature;
      signature.key = random_.fixed<PublicKey>();
      signature.lines = to_hex(signature.key.view());
      signature.payload = Payload{"name " + std::to_string(i), random_.fixed<Salt>()};
      signature.search_words = {"name", std::to_string(i)};
      ASSERT_TRUE(
          store->signatures().in_letter(letter, [&](LetterTransaction& tx) { return tx.accept(signature); }));
      all.push_back(scribe.count(letter, signature, i % 2 == 0 ? "a" : "b"));
    }
    scribe.withdraw(letter, all[3]);
    scribe.take_down(letter, all[3]);
    scribe.take_down(letter, all[4]);
    scribe.withdraw(letter, all[4]);
    scribe.erase(letter, all[5]);
    for (const int i : {6, 9, 10}) scribe.keep(letter, all[static_cast<std::size_t>(i)]);
    scribe.withdraw(letter, all[9]);
    scribe.open_letter("round-robin", 2, letter);
    // One commit with everything in it.
    const auto n = scribe.next();
    ASSERT_TRUE(
        scribe.commit({"w", "t", "c", "k", "t"},
                      {SignatureWithdrawn{n, letter, all[7]}, EventRecorded{n, letter, "withdraw", at(1)},
                       SignatureTakenDown{n + 1, letter, all[8]}, ClientReleased{n + 2, Hash{{1}}},
                       SignatureKept{n + 3, letter, all[11]}, SignatureTakenDown{n + 4, letter, all[11]}}));
    scribe.end(letter);
    const auto before = derived_tables(folder_.database());
    EXPECT_THAT(before, HasSubstr("count_at|"));
    EXPECT_THAT(before, HasSubstr("client_release|"));
    store->record().replace_derived(scribe.all_effects());
    EXPECT_EQ(derived_tables(folder_.database()), before);
  }
}

TEST_F(SqliteStoreTest, Only_a_sound_backup_is_restored_and_never_over_a_database) {
  const auto backup = folder_.path() / "backup";
  const Folder target;
  {
    auto store = open_here();
    Scribe scribe(*store);
    for (int i = 0; i < 300; ++i) ASSERT_TRUE(scribe.commit({std::string(200, 'x') + std::to_string(i)}));
    ASSERT_TRUE(store->backup(backup));
  }
  const auto kind_of = [&](const fs::path& file) {
    const auto result = restore(file, target.path());
    EXPECT_TRUE(!result || fs::exists(target.database()));
    return result ? std::optional<Kind>() : result.error().kind;
  };
  EXPECT_EQ(kind_of(folder_.path() / "missing"), Kind::not_found);
  EXPECT_EQ(kind_of(folder_.database()), Kind::invalid);  // a database, but no backup
  std::ofstream(folder_.path() / "text") << "text";
  EXPECT_EQ(kind_of(folder_.path() / "text"), Kind::invalid);
  const auto cut = folder_.path() / "cut";
  fs::copy_file(backup, cut);
  fs::resize_file(cut, fs::file_size(cut) / 2);
  EXPECT_EQ(kind_of(cut), Kind::invalid);
  EXPECT_TRUE(fs::is_empty(target.path()));
  EXPECT_EQ(kind_of(backup), std::nullopt);
  EXPECT_EQ(kind_of(backup), Kind::conflict);
  EXPECT_EQ(sqlite::open(target.path(), random_)->record().last_checkpoint()->size, 300u);
}

TEST_F(SqliteStoreTest, A_file_that_is_no_database_is_refused) {
  std::ofstream(folder_.database()) << std::string(8192, 'x');
  EXPECT_THROW((void)open_here(), Broken);
}

}  // namespace
}  // namespace ruban::store::sqlite
