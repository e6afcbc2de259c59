// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/quotes.h"

#include "crypto/sha256.h"
#include "store/sqlite/columns.h"
#include "store/sqlite/derived.h"
#include "store/sqlite/letters.h"

namespace ruban::store::sqlite {
namespace {

#define RUBAN_QUOTE_COLUMNS                                                                            \
  "SELECT q.id, q.signature, s.issuer, s.mode, q.text, q.salt, q.approved, q.idx, e.time FROM quote q" \
  " JOIN signature s ON s.letter = q.letter AND s.idx = q.signature"                                   \
  " LEFT JOIN event e ON e.letter = q.letter AND e.idx = q.idx WHERE q.letter = ?1 AND "

QuoteRow row_of(const Query& q) {
  QuoteRow row;
  row.commit = q.fixed<Commitment>(0);
  row.signature = q.number(1);
  row.issuer = q.text(2);
  row.mode = mode_of(q.integer(3));
  row.text = {q.text(4), q.fixed<Salt>(5)};
  row.approved = q.integer(6) != 0;
  if (!q.is_null(7)) row.index = q.number(7);
  if (!q.is_null(8)) row.time = q.instant(8);
  return row;
}

std::vector<QuoteRow> rows_of(Query query) {
  std::vector<QuoteRow> out;
  while (query.step()) out.push_back(row_of(query));
  return out;
}

bool stands(Connection& db, EntryIndex letter, EntryIndex signature) {
  auto q = db.query(
      "SELECT 1 FROM signature WHERE letter = ? AND idx = ? AND withdrawn_by IS NULL AND taken_down_by IS "
      "NULL",
      letter, signature);
  return q.step();
}

std::size_t number_of(Connection& db, EntryIndex letter, EntryIndex signature) {
  auto q = db.query("SELECT count(*) FROM quote WHERE letter = ? AND signature = ? AND idx IS NULL", letter,
                    signature);
  CHECK(q.step());
  return static_cast<std::size_t>(q.integer(0));
}

// Nothing if there is no such quote.
std::optional<std::string> lines_of(Connection& db, EntryIndex letter, const Commitment& commit) {
  auto q = db.query("SELECT lines FROM quote WHERE letter = ? AND id = ?", letter, commit);
  return q.step() ? std::optional(q.text(0)) : std::nullopt;
}

// A text that was deleted may lie in the file until it is rewritten.
void scrub_later(Connection& db) { db.query("UPDATE instance SET to_scrub = 1 WHERE to_scrub = 0").run(); }

}  // namespace

void forget_quotes(Connection& db, EntryIndex letter, EntryIndex signature) {
  std::vector<std::string> approved;
  {
    auto q = db.query(
        "SELECT lines FROM quote WHERE letter = ? AND signature = ? AND approved = 1 AND idx IS NULL", letter,
        signature);
    while (q.step()) approved.push_back(q.text(0));
  }
  for (const auto& lines : approved)
    db.query("DELETE FROM waiting WHERE digest = ?", crypto::sha256(lines)).run();
  const auto gone = db.query("DELETE FROM quote WHERE letter = ? AND signature = ?", letter, signature).run();
  if (gone > 0) scrub_later(db);
}

Result<void> Quotes::propose(const NewQuote& quote, std::size_t most) {
  return writer_.run([&](Connection& db) -> Result<void> {
    const auto letter = place_of(db, quote.letter);
    if (!letter || !stands(db, *letter, quote.signature))
      return fail(Kind::not_found, "This signature doesn’t stand.");
    if (lines_of(db, *letter, quote.commit)) return {};
    if (number_of(db, *letter, quote.signature) >= most) {
      return fail(
          Kind::too_many,
          "This signature has left as many statements as the organisers can read. Wait until they have.");
    }
    db.query(
          "INSERT INTO quote (letter, id, signature, lines, text, salt, forget, approved)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
          *letter, quote.commit, quote.signature, quote.lines, as_bytes(quote.text.text), quote.text.salt,
          quote.forget)
        .run();
    return {};
  });
}

Result<void> Quotes::approve(const LetterId& letter, const Commitment& commit) {
  return writer_.run([&](Connection& db) -> Result<void> {
    const auto place = place_of(db, letter);
    const auto lines = place ? lines_of(db, *place, commit) : std::nullopt;
    if (!lines) return fail(Kind::not_found, "There is no such statement.");
    const auto changed =
        db.query("UPDATE quote SET approved = 1 WHERE letter = ? AND id = ? AND approved = 0", *place, commit)
            .run();
    if (changed == 0) return {};
    return put_into_pool(db, *lines);
  });
}

bool Quotes::drop(const LetterId& letter, const Commitment& commit) {
  bool dropped = false;
  writer_.run_or_throw([&](Connection& db) {
    const auto place = place_of(db, letter);
    const auto lines = place ? lines_of(db, *place, commit) : std::nullopt;
    dropped = lines.has_value();
    if (!dropped) return;
    db.query("DELETE FROM waiting WHERE digest = ?", crypto::sha256(*lines)).run();
    db.query("DELETE FROM quote WHERE letter = ? AND id = ?", *place, commit).run();
    scrub_later(db);
  });
  return dropped;
}

std::vector<QuoteRow> Quotes::proposed(const LetterId& letter, std::size_t limit) {
  return readers_.read([&](Connection& db) {
    const auto place = place_of(db, letter);
    if (!place) return std::vector<QuoteRow>();
    return rows_of(db.query(RUBAN_QUOTE_COLUMNS "q.idx IS NULL ORDER BY q.id LIMIT ?2", *place, limit));
  });
}

std::vector<QuoteRow> Quotes::published(const LetterId& letter, TreeSize size, std::size_t limit) {
  return readers_.read([&](Connection& db) {
    const auto place = place_of(db, letter);
    if (!place) return std::vector<QuoteRow>();
    return rows_of(
        db.query(RUBAN_QUOTE_COLUMNS "q.idx < ?2 ORDER BY q.idx DESC LIMIT ?3", *place, size, limit));
  });
}

std::size_t Quotes::forget_expired(Instant now) {
  const bool any = readers_.read([&](Connection& db) {
    auto q = db.query("SELECT 1 FROM quote WHERE idx IS NULL AND approved = 0 AND forget <= ? LIMIT 1", now);
    return q.step();
  });
  if (!any) return 0;
  std::size_t gone = 0;
  writer_.run_or_throw([&](Connection& db) {
    gone = db.query("DELETE FROM quote WHERE idx IS NULL AND approved = 0 AND forget <= ?", now).run();
    scrub_later(db);
  });
  return gone;
}

}  // namespace ruban::store::sqlite
