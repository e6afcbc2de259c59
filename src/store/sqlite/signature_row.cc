// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/signature_row.h"

#include "store/sqlite/columns.h"

namespace ruban::store::sqlite {
namespace {

#define RUBAN_SIGNATURE_COLUMNS                                                                            \
  "SELECT s.idx, s.issuer, s.mode, s.via, s.key, s.epoch, s.leaf, s.withdrawn_by < ?2, s.taken_down_by < " \
  "?2,"                                                                                                    \
  " CASE WHEN s.kept_by < ?2 THEN s.kept_by END, p.text, p.salt"                                           \
  " FROM signature s LEFT JOIN payload p ON p.idx = s.idx AND p.erased = 0 WHERE s.letter = ?1 AND "

SignatureState state_of(const Query& q) {
  // NULL, when there is no such entry, reads as 0.
  if (q.integer(7) != 0) return SignatureState::withdrawn;
  return q.integer(8) != 0 ? SignatureState::taken_down : SignatureState::valid;
}

SignatureRow row_of(const Query& q) {
  SignatureRow row;
  row.index = q.number(0);
  row.issuer = q.text(1);
  row.mode = mode_of(q.integer(2));
  row.via = via_of(q.integer(3));
  row.key = q.fixed<PublicKey>(4);
  row.epoch = q.instant(5);
  row.leaf = q.fixed<Hash>(6);
  row.state = state_of(q);
  if (!q.is_null(9)) row.kept = q.number(9);
  if (row.state == SignatureState::valid && !q.is_null(10))
    row.payload = Payload{q.text(10), q.fixed<Salt>(11)};
  return row;
}

std::vector<SignatureRow> rows_of(Query q) {
  std::vector<SignatureRow> out;
  while (q.step()) out.push_back(row_of(q));
  return out;
}

}  // namespace

std::optional<SignatureRow> signature_row(Connection& db, EntryIndex letter, EntryIndex index,
                                          TreeSize size) {
  auto rows = signature_rows(db, letter, index, 1, size);
  if (rows.empty() || rows.front().index != index) return std::nullopt;
  return std::move(rows.front());
}

std::vector<SignatureRow> signature_rows(Connection& db, EntryIndex letter, EntryIndex from,
                                         std::size_t limit, TreeSize size) {
  return rows_of(db.query(RUBAN_SIGNATURE_COLUMNS "s.idx >= ?3 AND s.idx < ?2 ORDER BY s.idx LIMIT ?4",
                          letter, size, from, limit));
}

std::vector<SignatureRow> kept_rows(Connection& db, EntryIndex letter, std::size_t limit, TreeSize size) {
  return rows_of(db.query(RUBAN_SIGNATURE_COLUMNS
                          "s.kept_by < ?2 AND (s.withdrawn_by IS NULL OR s.withdrawn_by >= ?2)"
                          " AND (s.taken_down_by IS NULL OR s.taken_down_by >= ?2)"
                          " ORDER BY s.kept_by DESC LIMIT ?3",
                          letter, size, limit));
}

}  // namespace ruban::store::sqlite
