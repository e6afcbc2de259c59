// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/outbox.h"

#include "store/sqlite/mailings.h"

namespace ruban::store::sqlite {
namespace {

constexpr char kDue[] =
    "SELECT id, recipient, message, put, not_before, tries, expires FROM mail"
    " WHERE not_before <= ?1 AND expires > ?1 AND leased_until <= ?1 ORDER BY expires > ?1 + 86400, "
    "not_before, id LIMIT ?2";

mail::Queued mail_of(const Query& q) {
  return {mail::QueuedId{q.integer(0)},   q.text(1),   q.text(2), q.instant(3), q.instant(4),
          static_cast<int>(q.integer(5)), q.instant(6)};
}

std::int64_t number(mail::QueuedId id) { return static_cast<std::int64_t>(id); }

// Of a mail of news.
void forget_reader(Connection& db, mail::QueuedId id) {
  LetterId letter;
  std::string address;
  {
    auto q =
        db.query("SELECT letter, recipient FROM mail JOIN mailing ON mailing.id = mailing WHERE mail.id = ?",
                 number(id));
    if (!q.step()) return;
    letter = q.fixed<LetterId>(0);
    address = q.text(1);
  }
  forget_subscriber(db, letter, subscriber_tag(db, letter, address));
}

}  // namespace

mail::QueuedId put_mail(Connection& db, const mail::NewMail& mail, Instant now) {
  db.query(
        "INSERT INTO mail (recipient, message, put, not_before, tries, expires, leased_until)"
        " VALUES (?1, ?2, ?3, ?3, 0, ?4, ?3)",
        mail.recipient, mail.message, now, mail.expires)
      .run();
  return mail::QueuedId{db.database().getLastInsertRowid()};
}

mail::QueuedId Outbox::put(const mail::NewMail& mail, Instant now) {
  mail::QueuedId id{};
  writer_.run_or_throw([&](Connection& db) { id = put_mail(db, mail, now); });
  return id;
}

// Whoever looks every few seconds costs the disk nothing while there is nothing to do.
bool Outbox::is_any(std::string_view sql, Instant now) {
  return readers_.read([&](Connection& db) {
    auto q = db.query(sql, now);
    return q.step();
  });
}

std::vector<mail::Queued> Outbox::take_due(Instant now, Instant until, std::size_t limit) {
  std::vector<mail::Queued> out;
  if (!is_any("SELECT 1 FROM mail WHERE not_before <= ?1 AND expires > ?1 AND leased_until <= ?1 LIMIT 1",
              now))
    return out;
  writer_.run_or_throw([&](Connection& db) {
    out.clear();
    {
      auto q = db.query(kDue, now, limit);
      while (q.step()) out.push_back(mail_of(q));
    }
    for (const auto& mail : out) {
      db.query("UPDATE mail SET leased_until = ? WHERE id = ?", until, number(mail.id)).run();
    }
  });
  return out;
}

void Outbox::mark_sent(mail::QueuedId id) { remove(id, As::sent); }
void Outbox::mark_refused(mail::QueuedId id) { remove(id, As::refused); }
void Outbox::mark_no_mailbox(mail::QueuedId id) { remove(id, As::no_mailbox); }

void Outbox::remove(mail::QueuedId id, As what) {
  writer_.run_or_throw([&](Connection& db) {
    db.query(
          "UPDATE mailing SET sent = sent + ?1, failed = failed + 1 - ?1"
          " WHERE id = (SELECT mailing FROM mail WHERE id = ?2)",
          what == As::sent ? 1 : 0, number(id))
        .run();
    if (what == As::no_mailbox) forget_reader(db, id);
    // An invitation ties an address to a code that lives as long as its letter, and news tie one to a letter:
    // no copy in a gap may outlast them.
    db.query(
          "UPDATE instance SET to_scrub = 1 WHERE to_scrub = 0 AND EXISTS"
          " (SELECT 1 FROM mail WHERE id = ? AND expires - put > 86400)",
          number(id))
        .run();
    db.query("DELETE FROM mail WHERE id = ?", number(id)).run();
  });
}

void Outbox::mark_retry(mail::QueuedId id, Instant not_before) {
  writer_.run_or_throw([&](Connection& db) {
    db.query("UPDATE mail SET not_before = ?1, leased_until = ?1, tries = tries + 1 WHERE id = ?2",
             not_before, number(id))
        .run();
  });
}

void Outbox::give_back(mail::QueuedId id, Instant not_before) {
  writer_.run_or_throw([&](Connection& db) {
    db.query("UPDATE mail SET not_before = ?1, leased_until = ?1 WHERE id = ?2", not_before, number(id))
        .run();
  });
}

// One process serves a folder: every lease is an earlier life's.
void Outbox::reclaim() {
  writer_.run_or_throw([](Connection& db) {
    db.query("UPDATE mail SET leased_until = not_before WHERE leased_until > not_before").run();
  });
}

std::size_t Outbox::drop_expired(Instant now) {
  if (!is_any("SELECT 1 FROM mail WHERE expires <= ? LIMIT 1", now)) return 0;
  std::size_t dropped = 0;
  writer_.run_or_throw([&](Connection& db) {
    db.query(
          "UPDATE mailing SET failed = failed +"
          " (SELECT count(*) FROM mail WHERE mailing = mailing.id AND expires <= ?1)"
          " WHERE id IN (SELECT mailing FROM mail WHERE expires <= ?1 AND mailing IS NOT NULL)",
          now)
        .run();
    dropped = db.query("DELETE FROM mail WHERE expires <= ?", now).run();
  });
  return dropped;
}

std::optional<Instant> Outbox::oldest_untried() {
  return readers_.read([](Connection& db) -> std::optional<Instant> {
    auto q = db.query("SELECT put FROM mail WHERE tries = 0 ORDER BY put LIMIT 1");
    return q.step() ? std::optional(q.instant(0)) : std::nullopt;
  });
}

}  // namespace ruban::store::sqlite
