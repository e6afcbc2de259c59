// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/visits.h"

#include "store/failure.h"
#include "store/sqlite/mailings.h"
#include "store/sqlite/outbox.h"

namespace ruban::store::sqlite {
namespace {

// Counts one mail more for this hour of the clock, unless there were `most`.
bool use_quota(Connection& db, const AddressTag& address, int most, Instant now) {
  const Instant hour_end = std::chrono::floor<std::chrono::hours>(now) + std::chrono::hours(1);
  {
    auto q =
        db.query("SELECT mails FROM address_quota WHERE address = ? AND hour_end = ?", address, hour_end);
    const auto mails = q.step() ? q.integer(0) : 0;
    if (mails >= most) return false;
  }
  db.query(
        "INSERT INTO address_quota (address, hour_end, mails) VALUES (?, ?, 1) ON CONFLICT (address) DO "
        "UPDATE SET"
        " mails = CASE hour_end WHEN excluded.hour_end THEN mails + 1 ELSE 1 END, hour_end = "
        "excluded.hour_end",
        address, hour_end)
      .run();
  return true;
}

// More than a mail server takes in an hour, after which they expire: somebody asks for codes to fill the
// disk. Invitations, which live for days, don't count, and go out after the codes.
bool outbox_is_full(Connection& db, Instant now) {
  constexpr std::int64_t kMostMails = 100'000;
  auto q = db.query("SELECT 1 FROM mail WHERE expires <= ? LIMIT 1 OFFSET ?", now + std::chrono::hours(2),
                    kMostMails - 1);
  return q.step();
}

// In slices, so that other transactions get their turn.
std::size_t delete_slices(Writer& writer, std::string_view sql, Instant now) {
  constexpr std::size_t kSlice = 1000;
  std::size_t all = 0;
  for (std::size_t slice = kSlice; slice == kSlice; all += slice) {
    writer.run_or_throw([&](Connection& db) { slice = db.query(sql, now, kSlice).run(); });
  }
  return all;
}

}  // namespace

void save_visit(Connection& db, const VisitId& visit, const Bytes& box, Instant forget) {
  db.query(
        "INSERT INTO visit (id, forget, box) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET forget = excluded.forget, box = excluded.box",
        visit, forget, box)
      .run();
}

bool Visits::request_code(const CodeRequest& request, Instant now) {
  bool mailed = false;
  writer_.run_or_throw([&](Connection& db) {
    if (outbox_is_full(db, now)) throw Unavailable("The outbox is full.");
    save_visit(db, request.visit, request.box, request.forget);
    mailed = use_quota(db, request.address, request.most_per_hour, now);
    if (mailed) {
      db.query(
            "UPDATE visit SET code = ?1, code_expires = ?2, code_tries = ?3, code_guesses = ?3, code_mailbox "
            "= ?5"
            " WHERE id = ?4",
            request.code.hash, request.code.expires, request.code.tries_left, request.visit, request.mailbox)
          .run();
      put_mail(db, request.mail, now);
    } else {
      // The visit is told what it would be told of a code that was mailed, so that neither the answers nor
      // the tries say that somebody else has asked. A code that was mailed to this mailbox earlier stays
      // good, but takes no more guesses for that. Where there is none, nothing that is typed is right: visits
      // without a mail are without number. One for another mailbox is gone, as if one for this had taken its
      // place.
      db.query(
            "UPDATE visit SET code_guesses = iif(code_expires > ?3 AND code_mailbox = ?5, code_guesses, 0),"
            " code = coalesce(code, randomblob(32)), code_expires = ?1, code_tries = ?2 WHERE id = ?4",
            request.code.expires, request.code.tries_left, now, request.visit, request.mailbox)
          .run();
    }
  });
  return mailed;
}

std::optional<CodeRow> Visits::take_try(const VisitId& visit, Instant now) {
  std::optional<CodeRow> code;
  writer_.run_or_throw([&](Connection& db) {
    code.reset();
    {
      auto q = db.query(
          "SELECT iif(code_guesses > 0, code, randomblob(32)), code_expires, code_tries FROM visit"
          " WHERE id = ? AND forget > ? AND code IS NOT NULL",
          visit, now);
      if (!q.step()) return;
      code = CodeRow{q.fixed<CodeHash>(0), q.instant(1), static_cast<int>(q.integer(2))};
    }
    db.query(
          "UPDATE visit SET code_tries = max(code_tries - 1, 0), code_guesses = max(code_guesses - 1, 0)"
          " WHERE id = ?",
          visit)
        .run();
  });
  return code;
}

void Visits::use_code(const VisitId& visit) {
  writer_.run_or_throw([&](Connection& db) {
    db.query(
          "UPDATE visit SET code = NULL, code_expires = NULL, code_tries = NULL, code_guesses = 0 WHERE id = "
          "?",
          visit)
        .run();
  });
}

void Visits::save(const VisitId& visit, const Bytes& box, Instant forget) {
  writer_.run_or_throw([&](Connection& db) { save_visit(db, visit, box, forget); });
}

std::optional<Bytes> Visits::load(const VisitId& visit, Instant now) {
  return readers_.read([&](Connection& db) -> std::optional<Bytes> {
    auto q = db.query("SELECT box FROM visit WHERE id = ? AND forget > ?", visit, now);
    return q.step() ? std::optional(q.bytes(0)) : std::nullopt;
  });
}

void Visits::forget(const VisitId& visit) {
  writer_.run_or_throw([&](Connection& db) { db.query("DELETE FROM visit WHERE id = ?", visit).run(); });
}

void Visits::subscribe(const LetterId& letter, std::string_view address, std::string_view lang) {
  writer_.run_or_throw([&](Connection& db) {
    db.query(
          "INSERT INTO subscriber (letter, tag, address, lang) VALUES (?, ?, ?, ?)"
          " ON CONFLICT (letter, tag) DO UPDATE SET lang = excluded.lang",
          letter, subscriber_tag(db, letter, address), address, lang)
        .run();
  });
}

bool Visits::unsubscribe(const LetterId& letter, std::string_view address) {
  bool was = false;
  writer_.run_or_throw(
      [&](Connection& db) { was = forget_subscriber(db, letter, subscriber_tag(db, letter, address)); });
  return was;
}

std::size_t Visits::forget_expired(Instant now) {
  const bool any = readers_.read([&](Connection& db) {
    auto q = db.query(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM visit WHERE forget <= ?1)"
        " OR EXISTS (SELECT 1 FROM address_quota WHERE hour_end <= ?1)",
        now);
    return q.step();
  });
  if (!any) return 0;
  return delete_slices(writer_,
                       "DELETE FROM visit WHERE id IN (SELECT id FROM visit WHERE forget <= ?1 ORDER BY "
                       "forget LIMIT ?2)",
                       now) +
         delete_slices(writer_,
                       "DELETE FROM address_quota WHERE address IN"
                       " (SELECT address FROM address_quota WHERE hour_end <= ?1 LIMIT ?2)",
                       now);
}

}  // namespace ruban::store::sqlite
