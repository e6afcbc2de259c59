// SPDX-License-Identifier: AGPL-3.0-or-later
// A copy of the database without what no copy may hold.
#pragma once

#include "store/sqlite/connection.h"

namespace ruban::store::sqlite {

// `from` reads, and others may write meanwhile: the copy is of one moment. Kind::conflict if `to` exists,
// Kind::busy if the disk is full; then nothing is left at `to`.
Result<void> back_up(Connection& from, const std::filesystem::path& to);

}  // namespace ruban::store::sqlite
