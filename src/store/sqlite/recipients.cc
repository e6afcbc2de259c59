// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/recipients.h"

#include "core/check.h"
#include "store/sqlite/derived.h"

namespace ruban::store::sqlite {
namespace {

std::size_t revoke_of(Connection& db, EntryIndex letter) {
  return db.query("DELETE FROM recipient_link WHERE letter = ? AND document IS NULL", letter).run();
}

}  // namespace

Result<void> use_link(Connection& db, EntryIndex letter, const LinkHash& hash, const Hash& document,
                      Instant now) {
  const auto used = db.query(
                          "UPDATE recipient_link SET document = ? WHERE hash = ? AND letter = ? AND document "
                          "IS NULL AND expires > ?",
                          document, hash, letter, now)
                        .run();
  if (used == 0) return fail(Kind::gone, "This link was used, replaced or has expired.", "code");
  return {};
}

std::string Recipients::challenge(const LetterId& letter, std::string_view fresh) {
  std::string out;
  writer_.run_or_throw([&](Connection& db) {
    const auto place = place_of(db, letter);
    CHECK(place);  // who asks has found the letter
    db.query("INSERT INTO recipient_challenge (letter, token) VALUES (?, ?) ON CONFLICT (letter) DO NOTHING",
             *place, fresh)
        .run();
    auto q = db.query("SELECT token FROM recipient_challenge WHERE letter = ?", *place);
    CHECK(q.step());
    out = q.text(0);
  });
  return out;
}

void Recipients::give(const LetterId& letter, const RecipientLink& link) {
  writer_.run_or_throw([&](Connection& db) {
    const auto place = place_of(db, letter);
    CHECK(place);
    revoke_of(db, *place);
    db.query("INSERT INTO recipient_link (hash, letter, domain, corrects, expires) VALUES (?, ?, ?, ?, ?)",
             link.hash, *place, link.domain, link.corrects, link.expires)
        .run();
  });
}

std::size_t Recipients::revoke(const LetterId& letter) {
  std::size_t gone = 0;
  writer_.run_or_throw([&](Connection& db) {
    const auto place = place_of(db, letter);
    gone = place ? revoke_of(db, *place) : 0;
  });
  return gone;
}

std::optional<RecipientLink> Recipients::link(const LetterId& letter, const LinkHash& hash, Instant now) {
  return readers_.read([&](Connection& db) -> std::optional<RecipientLink> {
    const auto place = place_of(db, letter);
    if (!place) return std::nullopt;
    auto q = db.query(
        "SELECT domain, corrects, expires, document FROM recipient_link"
        " WHERE hash = ? AND letter = ? AND expires > ?",
        hash, *place, now);
    if (!q.step()) return std::nullopt;
    RecipientLink out{hash, q.text(0), {}, q.instant(2), {}};
    if (!q.is_null(1)) out.corrects = q.number(1);
    if (!q.is_null(3)) out.document = q.fixed<Hash>(3);
    return out;
  });
}

std::size_t Recipients::forget_expired(Instant now) {
  const bool any = readers_.read([&](Connection& db) {
    auto q = db.query("SELECT 1 FROM recipient_link WHERE expires <= ? LIMIT 1", now);
    return q.step();
  });
  if (!any) return 0;
  std::size_t gone = 0;
  writer_.run_or_throw(
      [&](Connection& db) { gone = db.query("DELETE FROM recipient_link WHERE expires <= ?", now).run(); });
  return gone;
}

}  // namespace ruban::store::sqlite
