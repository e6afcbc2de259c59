// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading signatures with their text, in the state they have as of a size.
#pragma once

#include "store/signature_store.h"
#include "store/sqlite/connection.h"

namespace ruban::store::sqlite {

// `letter`: its place in the record.
std::optional<SignatureRow> signature_row(Connection& db, EntryIndex letter, EntryIndex index, TreeSize size);
// From index `from` on, below `size`.
std::vector<SignatureRow> signature_rows(Connection& db, EntryIndex letter, EntryIndex from,
                                         std::size_t limit, TreeSize size);

// SignatureStore::kept().
std::vector<SignatureRow> kept_rows(Connection& db, EntryIndex letter, std::size_t limit, TreeSize size);

}  // namespace ruban::store::sqlite
