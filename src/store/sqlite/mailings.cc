// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/mailings.h"

#include "crypto/hmac.h"
#include "store/sqlite/outbox.h"

namespace ruban::store::sqlite {
namespace {

std::string_view code(Topic topic) {
  switch (topic) {
    case Topic::update:
      return "update";
    case Topic::pledge:
      return "pledge";
    case Topic::delivery:
      return "delivery";
  }
  return {};
}

Topic topic_of(const std::string& code) {
  if (code == "delivery") return Topic::delivery;
  return code == "pledge" ? Topic::pledge : Topic::update;
}

std::int64_t number(MailingId id) { return static_cast<std::int64_t>(id); }

// A blob that no tag comes before, for the beginning.
Bytes place(const std::optional<SubscriberTag>& after) { return after ? to_bytes(after->view()) : Bytes(); }

Mailing mailing_of(const Query& q) {
  Mailing out{
      MailingId{q.integer(0)}, q.fixed<LetterId>(1), topic_of(q.text(2)), q.number(3), {}, q.instant(5)};
  if (!q.bytes(4).empty()) out.after = q.fixed<SubscriberTag>(4);
  out.untried = static_cast<std::size_t>(q.number(6));
  return out;
}

void to_scrub(Connection& db) { db.query("UPDATE instance SET to_scrub = 1 WHERE to_scrub = 0").run(); }

bool is_subscribed(Connection& db, const LetterId& letter, const SubscriberTag& tag) {
  auto q = db.query("SELECT 1 FROM subscriber WHERE letter = ? AND tag = ?", letter, tag);
  return q.step();
}

void put_mail_of(Connection& db, std::int64_t mailing, const mail::NewMail& mail, Instant from) {
  const auto id = put_mail(db, mail, from);
  db.query("UPDATE mail SET mailing = ? WHERE id = ?", mailing, static_cast<std::int64_t>(id)).run();
}

}  // namespace

SubscriberTag subscriber_tag(Connection& db, const LetterId& letter, std::string_view address) {
  auto q = db.query("SELECT subscriber_key FROM instance");
  CHECK(q.step());
  auto message = to_bytes(letter.view());
  message.insert(message.end(), address.begin(), address.end());
  return SubscriberTag{crypto::hmac_sha256(q.bytes(0), message).bytes};
}

bool begin_mailing(Connection& db, const LetterId& letter, Topic topic, std::uint64_t number) {
  return db.query(
               "INSERT INTO mailing (letter, topic, number, after, due, queued, sent, failed)"
               " VALUES (?, ?, ?, zeroblob(0), 0, 0, 0, 0) ON CONFLICT (letter, topic, number) DO NOTHING",
               letter, code(topic), number)
             .run() > 0;
}

void mail_delivery(Connection& db, const LetterId& letter, std::uint64_t number, const mail::NewMail& mail,
                   Instant now) {
  CHECK(begin_mailing(db, letter, Topic::delivery, number));
  const auto mailing = db.database().getLastInsertRowid();
  db.query("UPDATE mailing SET queued = 1 WHERE id = ?", mailing).run();
  put_mail_of(db, mailing, mail, now);
}

bool forget_subscriber(Connection& db, const LetterId& letter, const SubscriberTag& tag) {
  std::string address;
  {
    auto q = db.query("SELECT address FROM subscriber WHERE letter = ? AND tag = ?", letter, tag);
    if (!q.step()) return false;
    address = q.text(0);
  }
  db.query(
        "DELETE FROM mail WHERE recipient = ? AND mailing IN"
        " (SELECT id FROM mailing WHERE letter = ? AND topic <> 'delivery')",
        address, letter)
      .run();
  db.query("DELETE FROM subscriber WHERE letter = ? AND tag = ?", letter, tag).run();
  to_scrub(db);
  return true;
}

void forget_subscribers(Connection& db, const LetterId& letter) {
  db.query("DELETE FROM mail WHERE mailing IN (SELECT id FROM mailing WHERE letter = ?)", letter).run();
  db.query("UPDATE mailing SET queued = 1 WHERE letter = ?", letter).run();
  if (db.query("DELETE FROM subscriber WHERE letter = ?", letter).run() > 0) to_scrub(db);
}

bool Mailings::begin(const LetterId& letter, Topic topic, std::uint64_t number) {
  bool is_new = false;
  writer_.run_or_throw([&](Connection& db) { is_new = begin_mailing(db, letter, topic, number); });
  return is_new;
}

std::vector<Mailing> Mailings::unfinished(std::size_t limit) {
  return readers_.read([&](Connection& db) {
    std::vector<Mailing> out;
    auto q = db.query(
        "SELECT id, letter, topic, number, after, due,"
        " (SELECT count(*) FROM mail WHERE mailing = mailing.id AND tries = 0)"
        " FROM mailing WHERE queued = 0 ORDER BY id LIMIT ?",
        limit);
    while (q.step()) out.push_back(mailing_of(q));
    return out;
  });
}

std::vector<Subscriber> Mailings::next(const LetterId& letter, const std::optional<SubscriberTag>& after,
                                       std::size_t limit) {
  return readers_.read([&](Connection& db) {
    std::vector<Subscriber> out;
    auto q = db.query(
        "SELECT tag, address, lang FROM subscriber WHERE letter = ? AND tag > ? ORDER BY tag LIMIT ?", letter,
        place(after), limit);
    while (q.step()) out.push_back({q.fixed<SubscriberTag>(0), q.text(1), q.text(2)});
    return out;
  });
}

bool Mailings::queue(const Mailing& mailing, const std::vector<NewsMail>& mails, Instant from,
                     int per_second) {
  bool ours = false;
  writer_.run_or_throw([&](Connection& db) {
    const auto last = mails.empty() ? place(mailing.after) : to_bytes(mails.back().to.view());
    const auto seconds = static_cast<std::int64_t>(mails.size()) / per_second;
    ours =
        db.query(
              "UPDATE mailing SET after = ?, due = ?, queued = ? WHERE id = ? AND after = ? AND queued = 0",
              last, from + std::chrono::seconds(seconds), mails.empty() ? 1 : 0, number(mailing.id),
              place(mailing.after))
            .run() > 0;
    if (!ours) return;
    std::int64_t nth = 0;
    for (const auto& [to, mail] : mails) {
      if (!is_subscribed(db, mailing.letter, to)) continue;
      put_mail_of(db, number(mailing.id), mail, from + std::chrono::seconds(nth++ / per_second));
    }
  });
  return ours;
}

void Mailings::stop(MailingId mailing) {
  writer_.run_or_throw([&](Connection& db) {
    db.query("UPDATE mailing SET queued = 1 WHERE id = ?", number(mailing)).run();
    if (db.query("DELETE FROM mail WHERE mailing = ?", number(mailing)).run() > 0) to_scrub(db);
  });
}

std::vector<MailingFigures> Mailings::figures(const LetterId& letter) {
  return readers_.read([&](Connection& db) {
    std::vector<MailingFigures> out;
    auto q = db.query(
        "SELECT topic, number, sent, failed, (SELECT count(*) FROM mail WHERE mailing = m.id)"
        " + CASE queued WHEN 1 THEN 0 ELSE"
        " (SELECT count(*) FROM subscriber s WHERE s.letter = m.letter AND s.tag > m.after) END"
        " FROM mailing m WHERE letter = ? ORDER BY id",
        letter);
    while (q.step()) out.push_back({topic_of(q.text(0)), q.number(1), q.number(4), q.number(2), q.number(3)});
    return out;
  });
}

void Mailings::unsubscribe_all(const LetterId& letter) {
  writer_.run_or_throw([&](Connection& db) { forget_subscribers(db, letter); });
}

bool Mailings::unsubscribe(const LetterId& letter, const SubscriberTag& tag) {
  // Who presses again costs the disk nothing.
  if (!readers_.read([&](Connection& db) { return is_subscribed(db, letter, tag); })) return false;
  bool was = false;
  writer_.run_or_throw([&](Connection& db) { was = forget_subscriber(db, letter, tag); });
  return was;
}

}  // namespace ruban::store::sqlite
