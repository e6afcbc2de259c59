// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/documents.h"

#include <algorithm>

#include "crypto/sha256.h"
#include "store/sqlite/columns.h"
#include "store/sqlite/derived.h"
#include "store/sqlite/letters.h"

namespace ruban::store::sqlite {
namespace {

// Kind::gone if it was taken down: what was deleted doesn't come back through the other door.
Result<Hash> keep_file(Connection& db, std::string_view type, const std::string& bytes) {
  const auto sha256 = crypto::sha256(bytes);
  {
    auto q = db.query("SELECT taken_down FROM public_file WHERE sha256 = ?", sha256);
    if (q.step()) {
      if (q.integer(0) != 0)
        return fail(Kind::gone, "This very file was taken down, so it can’t be published again.");
      return sha256;
    }
  }
  db.query("INSERT INTO public_file (sha256, type, bytes, taken_down) VALUES (?, ?, ?, 0)", sha256, type,
           as_bytes(bytes))
      .run();
  return sha256;
}

#define RUBAN_DOCUMENT_ROWS                                                                               \
  "SELECT d.idx, e.time, d.sha256, d.lines, d.lang, d.refers, f.bytes, f.taken_down FROM document d"      \
  " JOIN public_file f ON f.sha256 = d.sha256 LEFT JOIN event e ON e.letter = d.letter AND e.idx = d.idx" \
  " WHERE d.letter = ?1"

std::vector<DocumentRow> rows_of(Query q) {
  std::vector<DocumentRow> out;
  while (q.step()) {
    DocumentRow row;
    if (!q.is_null(0)) row.index = q.number(0);
    if (!q.is_null(1)) row.time = q.instant(1);
    row.sha256 = q.fixed<Hash>(2);
    row.lines = q.text(3);
    row.lang = q.text(4);
    if (!q.is_null(5)) row.refers = q.fixed<Hash>(5);
    row.text = q.text(6);
    row.taken_down = q.integer(7) != 0;
    out.push_back(std::move(row));
  }
  return out;
}

// What was said of a letter goes with it when it is removed.
bool is_public_below(Connection& db, const Hash& sha256, TreeSize size) {
  auto q = db.query(
      "SELECT 1 FROM document d JOIN letter l ON l.idx = d.letter AND l.end_state IS NOT ?3"
      " WHERE d.idx < ?2 AND (d.sha256 = ?1 OR d.sha256 IN (SELECT document FROM attachment WHERE file = ?1))"
      " LIMIT 1",
      sha256, size, to_column(ledger::LetterEnd::removed));
  return q.step();
}

}  // namespace

std::vector<DocumentRow> documents_of(Connection& db, EntryIndex letter, std::string_view type) {
  return rows_of(
      db.query(RUBAN_DOCUMENT_ROWS " AND d.type = ?2 ORDER BY d.idx IS NULL, d.idx, d.id", letter, type));
}

Result<void> keep_document(Connection& db, EntryIndex letter, const NewDocument& document) {
  const auto sha256 = TRY(keep_file(db, kDocumentType, document.text));
  for (const auto& file : document.attachments) {
    const auto attached = TRY(keep_file(db, file.type, file.bytes));
    db.query("INSERT OR IGNORE INTO attachment (document, file) VALUES (?, ?)", sha256, attached).run();
  }
  const auto added =
      db.query(
            "INSERT INTO document (letter, sha256, type, lines, lang, refers) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (letter, sha256) DO NOTHING",
            letter, sha256, document.type, document.lines, document.lang, document.refers)
          .run();
  if (added == 0) return fail(Kind::conflict, "This letter has this very document already.");
  return put_into_pool(db, document.lines);
}

std::vector<DocumentRow> Documents::documents(const LetterId& letter, std::size_t limit, TreeSize size) {
  return readers_.read([&](Connection& db) {
    const auto place = place_of(db, letter);
    if (!place) return std::vector<DocumentRow>();
    auto out = rows_of(
        db.query(RUBAN_DOCUMENT_ROWS " AND d.idx < ?2 ORDER BY d.idx DESC LIMIT ?3", *place, size, limit));
    std::ranges::reverse(out);
    return out;
  });
}

std::optional<PublicFile> Documents::file(const Hash& sha256, TreeSize size) {
  return readers_.read([&](Connection& db) -> std::optional<PublicFile> {
    if (!is_public_below(db, sha256, size)) return std::nullopt;
    auto q = db.query("SELECT type, bytes, taken_down FROM public_file WHERE sha256 = ?", sha256);
    if (!q.step()) return std::nullopt;
    return PublicFile{q.text(0), q.text(1), q.integer(2) != 0};
  });
}

bool Documents::is_public(const Hash& sha256, TreeSize size) {
  return readers_.read([&](Connection& db) {
    if (!is_public_below(db, sha256, size)) return false;
    auto q = db.query("SELECT 1 FROM public_file WHERE sha256 = ? AND taken_down = 0", sha256);
    return q.step();
  });
}

bool Documents::take_down(const Hash& sha256) {
  bool taken = false;
  writer_.run_or_throw([&](Connection& db) {
    taken = db.query(
                  "UPDATE public_file SET taken_down = 1, bytes = zeroblob(0) WHERE sha256 = ? AND "
                  "taken_down = 0",
                  sha256)
                .run() > 0;
    if (taken) db.query("UPDATE instance SET to_scrub = 1 WHERE to_scrub = 0").run();
  });
  return taken;
}

}  // namespace ruban::store::sqlite
