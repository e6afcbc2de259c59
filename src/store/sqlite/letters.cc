// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/letters.h"

#include <algorithm>

#include "crypto/sha256.h"
#include "store/sqlite/columns.h"
#include "store/sqlite/derived.h"
#include "store/sqlite/outbox.h"

namespace ruban::store::sqlite {
namespace {

#define RUBAN_LETTER_COLUMNS                                                                   \
  "SELECT l.idx, l.id, l.slug, l.version, l.published, l.replaced_by, l.end_state, l.end_idx," \
  " l.end_time, c.letter IS NOT NULL FROM letter l LEFT JOIN issuing_closed c ON c.letter = l.idx "

LetterRow row_of(const Query& q) {
  LetterRow row;
  row.index = q.number(0);
  row.id = q.fixed<LetterId>(1);
  row.slug = q.text(2);
  row.version = static_cast<std::uint32_t>(q.integer(3));
  row.published = q.instant(4);
  if (!q.is_null(5)) row.replaced_by = static_cast<std::uint32_t>(q.integer(5));
  if (!q.is_null(6)) row.end = end_of(q.integer(6));
  if (!q.is_null(7)) row.end_index = q.number(7);
  if (!q.is_null(8)) row.end_time = q.instant(8);
  row.issuing_closed = q.integer(9) != 0;
  return row;
}

Event event_of(const Query& q) { return {q.number(0), q.text(1), q.instant(2)}; }

std::optional<LetterRow> first_of(Query query) {
  return query.step() ? std::optional(row_of(query)) : std::nullopt;
}

bool exists(Connection& db, const NewLetter& letter) {
  auto q = db.query(
      "SELECT 1 FROM letter_folder WHERE slug = ?1 AND version = ?2"
      " UNION ALL SELECT 1 FROM letter WHERE slug = ?1 AND version = ?2",
      letter.slug, letter.version);
  return q.step();
}

std::int64_t add_folder(Connection& db, const NewLetter& letter) {
  db.query("INSERT INTO letter_folder (slug, version) VALUES (?, ?)", letter.slug, letter.version).run();
  const auto folder = db.database().getLastInsertRowid();
  for (const auto& [name, bytes] : letter.files) {
    db.query("INSERT INTO letter_file (folder, name, bytes) VALUES (?, ?, ?)", folder, name, as_bytes(bytes))
        .run();
  }
  return folder;
}

void add_to_list(Connection& db, std::int64_t folder, const std::string& issuer,
                 const std::vector<IdentityTag>& tags) {
  for (const auto& tag : tags) {
    db.query("INSERT OR IGNORE INTO may_sign (folder, issuer, tag) VALUES (?, ?, ?)", folder, issuer, tag)
        .run();
  }
}

bool has_list(Connection& db, std::int64_t folder, const std::string& issuer) {
  auto q = db.query("SELECT 1 FROM may_sign WHERE folder = ? AND issuer = ? LIMIT 1", folder, issuer);
  return q.step();
}

// The folder of a letter, while credentials are issued for it.
Result<std::int64_t> open_folder(Connection& db, const LetterId& letter) {
  auto q = db.query(
      "SELECT f.id, l.end_idx IS NULL AND c.letter IS NULL FROM letter l"
      " JOIN letter_folder f ON f.slug = l.slug AND f.version = l.version"
      " LEFT JOIN issuing_closed c ON c.letter = l.idx WHERE l.id = ?",
      letter);
  if (!q.step()) return fail(Kind::not_found, "There is no such letter.");
  if (q.integer(1) == 0) return fail(Kind::conflict, "This letter is closed. It takes no more signatures.");
  return q.integer(0);
}

}  // namespace

Result<void> put_into_pool(Connection& db, const std::string& lines) {
  const auto added =
      db.query("INSERT INTO waiting (digest, lines) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
               crypto::sha256(lines), lines)
          .run();
  if (added == 0) return fail(Kind::conflict, "The same is waiting for its place in the record already.");
  return {};
}

Result<void> Letters::publish(const NewLetter& letter) {
  return writer_.run([&](Connection& db) -> Result<void> {
    if (exists(db, letter)) return fail(Kind::conflict, "This version of the letter exists already.");
    const auto folder = add_folder(db, letter);
    for (const auto& [issuer, tags] : letter.lists) add_to_list(db, folder, issuer, tags);
    return put_into_pool(db, letter.lines);
  });
}

Result<void> Letters::invite(const NewInvitations& invitations, Instant now) {
  return writer_.run([&](Connection& db) -> Result<void> {
    const auto folder = TRY(open_folder(db, invitations.letter));
    if (!invitations.more && has_list(db, folder, invitations.issuer)) {
      return fail(Kind::conflict,
                  "Codes were made for this group before. Who got one then must not get another: give the "
                  "list of the new people alone, with --add.");
    }
    add_to_list(db, folder, invitations.issuer, invitations.tags);
    std::int64_t number = 0;
    for (const auto& mail : invitations.mails)
      put_mail(db, mail, now + std::chrono::seconds(number++ / NewInvitations::kMailsPerSecond));
    return {};
  });
}

std::vector<LetterRow> Letters::letters() {
  return readers_.read([](Connection& db) {
    std::vector<LetterRow> out;
    auto q = db.query(RUBAN_LETTER_COLUMNS "ORDER BY l.idx");
    while (q.step()) out.push_back(row_of(q));
    return out;
  });
}

std::optional<LetterRow> Letters::letter(const LetterId& id) {
  return readers_.read(
      [&](Connection& db) { return first_of(db.query(RUBAN_LETTER_COLUMNS "WHERE l.id = ?", id)); });
}

std::optional<LetterRow> Letters::letter(std::string_view slug, std::optional<std::uint32_t> version) {
  return readers_.read([&](Connection& db) {
    if (version) {
      return first_of(db.query(RUBAN_LETTER_COLUMNS "WHERE l.slug = ? AND l.version = ?", slug, *version));
    }
    return first_of(db.query(RUBAN_LETTER_COLUMNS "WHERE l.slug = ? ORDER BY l.version DESC LIMIT 1", slug));
  });
}

std::map<std::string, std::string> Letters::files(std::string_view slug, std::uint32_t version) {
  return readers_.read([&](Connection& db) {
    std::map<std::string, std::string> out;
    auto q = db.query(
        "SELECT name, bytes FROM letter_file WHERE folder ="
        " (SELECT id FROM letter_folder WHERE slug = ? AND version = ?)",
        slug, version);
    while (q.step()) out.emplace(q.text(0), q.text(1));
    return out;
  });
}

std::vector<Event> Letters::events(const LetterId& id, EntryIndex from, std::size_t limit, TreeSize size) {
  return readers_.read([&](Connection& db) {
    std::vector<Event> out;
    const auto letter = place_of(db, id);
    if (!letter) return out;
    auto q = db.query(
        "SELECT idx, type, time FROM event WHERE letter = ? AND idx >= ? AND idx < ? ORDER BY idx LIMIT ?",
        *letter, from, size, limit);
    while (q.step()) out.push_back(event_of(q));
    return out;
  });
}

std::vector<Event> Letters::latest_events(const LetterId& id, const std::vector<std::string>& types,
                                          std::size_t limit, TreeSize size) {
  return readers_.read([&](Connection& db) {
    std::vector<Event> out;
    const auto letter = place_of(db, id);
    if (!letter) return out;
    if (types.empty()) {
      auto q =
          db.query("SELECT idx, type, time FROM event WHERE letter = ? AND idx < ? ORDER BY idx DESC LIMIT ?",
                   *letter, size, limit);
      while (q.step()) out.push_back(event_of(q));
      return out;
    }
    // Left to itself, SQLite would read the whole history backwards, which is nearly all tallies.
    for (const auto& type : types) {
      auto q = db.query(
          "SELECT idx, type, time FROM event INDEXED BY event_type WHERE letter = ? AND type = ? AND idx < ?"
          " ORDER BY idx DESC LIMIT ?",
          *letter, type, size, limit);
      while (q.step()) out.push_back(event_of(q));
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.index > b.index; });
    if (out.size() > limit) out.resize(limit);
    return out;
  });
}

void Letters::close_issuing(const std::vector<LetterId>& letters) {
  writer_.run_or_throw([&](Connection& db) {
    for (const auto& id : letters) {
      db.query("INSERT OR IGNORE INTO issuing_closed (letter) SELECT idx FROM letter WHERE id = ?", id).run();
    }
  });
}

}  // namespace ruban::store::sqlite
