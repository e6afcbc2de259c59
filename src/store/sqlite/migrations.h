// SPDX-License-Identifier: AGPL-3.0-or-later
// Brings a database up to date: each migration once, in order, in a transaction of its own, remembered by its
// hash.
#pragma once

#include <span>
#include <string_view>

#include "store/sqlite/connection.h"

namespace ruban::store::sqlite {

struct Migration {
  std::string_view name;    // "0001_first_tables.sql": the first four digits are its number
  std::string_view sha256;  // hex
  std::string_view sql;
};

// Those of this program, by number.
std::span<const Migration> migrations();

// Several processes may do this at a time. Throws Broken if the database knows a migration that `all`
// doesn't, or another one under the same number.
void migrate(Connection& db, std::span<const Migration> all);

}  // namespace ruban::store::sqlite
