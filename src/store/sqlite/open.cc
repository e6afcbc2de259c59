// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/open.h"

#include <sqlite3.h>

#include "store/durable.h"
#include "store/failure.h"
#include "store/sqlite/backup.h"
#include "store/sqlite/clients.h"
#include "store/sqlite/documents.h"
#include "store/sqlite/letters.h"
#include "store/sqlite/mailings.h"
#include "store/sqlite/migrations.h"
#include "store/sqlite/outbox.h"
#include "store/sqlite/quotes.h"
#include "store/sqlite/recipients.h"
#include "store/sqlite/record.h"
#include "store/sqlite/signatures.h"
#include "store/sqlite/visits.h"
#include "store/sqlite/watched_pages.h"

namespace ruban::store::sqlite {
namespace {

// A new database, or a restored one, gets its dice.
void prepare_instance(Connection& db, crypto::Random& random) {
  const auto key = random.fixed<Hash>();
  SQLite::Transaction transaction(db.database(), SQLite::TransactionBehavior::IMMEDIATE);
  db.query(
        "INSERT OR IGNORE INTO instance (id, lease_token, is_backup, to_scrub, subscriber_key)"
        " VALUES (1, 0, 0, 0, zeroblob(32))")
      .run();
  db.query("UPDATE instance SET subscriber_key = ? WHERE subscriber_key = zeroblob(32)", key).run();
  transaction.commit();
}

std::unique_ptr<Connection> open_writer(const std::filesystem::path& folder, crypto::Random& random,
                                        const Options& options) {
  make_private_folder(folder);
  try {
    auto db = std::make_unique<Connection>(folder / kDatabaseFile, Connection::Use::write, options.patience);
    migrate(*db, migrations());
    prepare_instance(*db, random);
    // What a process wrote whose sync failed may be in memory alone. It is written again, into the database.
    db->execute("PRAGMA wal_checkpoint(TRUNCATE)");
    sync_folder(folder);
    return db;
  } catch (const SQLite::Exception& e) {
    if (e.getErrorCode() == SQLITE_FULL || e.getErrorCode() == SQLITE_BUSY) throw Unavailable(e.what());
    throw Broken(e.what());
  }
}

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::filesystem::path& folder, crypto::Random& random, const Options& options)
      : writer_(open_writer(folder, random, options), folder / kDatabaseFile, options),
        readers_(folder / kDatabaseFile, options),
        record_(writer_, readers_, folder / kLeaseFile),
        letters_(writer_, readers_),
        signatures_(writer_, readers_),
        visits_(writer_, readers_),
        quotes_(writer_, readers_),
        documents_(writer_, readers_),
        watched_(writer_, readers_),
        recipients_(writer_, readers_),
        clients_(writer_, readers_),
        outbox_(writer_, readers_),
        mailings_(writer_, readers_) {}

  RecordStore& record() override { return record_; }
  LetterStore& letters() override { return letters_; }
  SignatureStore& signatures() override { return signatures_; }
  VisitStore& visits() override { return visits_; }
  ClientStore& clients() override { return clients_; }
  QuoteStore& quotes() override { return quotes_; }
  DocumentStore& documents() override { return documents_; }
  WatchStore& watched() override { return watched_; }
  RecipientStore& recipients() override { return recipients_; }
  mail::Outbox& outbox() override { return outbox_; }
  MailingStore& mailings() override { return mailings_; }

  Result<void> backup(const std::filesystem::path& file) override {
    return readers_.read([&](Connection& db) { return back_up(db, file); });
  }

  bool was_restored() override {
    return readers_.read([](Connection& db) {
      auto q = db.query("SELECT is_backup FROM instance");
      return q.step() && q.integer(0) != 0;
    });
  }

  void finish_restore() override {
    writer_.run_or_throw([](Connection& db) { db.query("UPDATE instance SET is_backup = 0").run(); });
  }

  std::optional<std::string> doubt() override {
    return readers_.read([](Connection& db) -> std::optional<std::string> {
      auto q = db.query("SELECT doubt FROM instance WHERE doubt IS NOT NULL");
      return q.step() ? std::optional(q.text(0)) : std::nullopt;
    });
  }

  void set_doubt(const std::optional<std::string>& last_note) override {
    writer_.run_or_throw([&](Connection& db) {
      db.query("UPDATE instance SET doubt = NULL").run();
      if (last_note) db.query("UPDATE instance SET doubt = ?", *last_note).run();
    });
  }

  bool scrub() override {
    bool scrubbed = false;
    writer_.run_alone([&](Connection& db) {
      {
        auto q = db.query("SELECT to_scrub FROM instance");
        scrubbed = q.step() && q.integer(0) != 0;
      }
      if (!scrubbed) return;
      db.query("DELETE FROM payload WHERE erased = 1").run();
      // Not in memory: it is as large as the database.
      db.execute("PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY");
      db.query("UPDATE instance SET to_scrub = 0").run();
    });
    return scrubbed;
  }

 private:
  Writer writer_;
  Readers readers_;
  Record record_;
  Letters letters_;
  Signatures signatures_;
  Visits visits_;
  Quotes quotes_;
  Documents documents_;
  WatchedPages watched_;
  Recipients recipients_;
  Clients clients_;
  Outbox outbox_;
  Mailings mailings_;
};

}  // namespace

std::unique_ptr<Store> open(const std::filesystem::path& folder, crypto::Random& random,
                            const Options& options) {
  return std::make_unique<SqliteStore>(folder, random, options);
}

}  // namespace ruban::store::sqlite
