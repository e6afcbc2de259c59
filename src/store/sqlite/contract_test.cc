// SPDX-License-Identifier: AGPL-3.0-or-later
// The SQLite driver keeps the contract.
#include "store/sqlite/driver_test.h"

namespace ruban::store {

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, ::testing::Values(MakeDriver([] {
                           return std::make_unique<sqlite::SqliteDriver>();
                         })));

}  // namespace ruban::store
