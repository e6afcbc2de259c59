// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether the stored entries are those that the stored hash tiles were made of.
#pragma once

#include <optional>

#include "store/record_store.h"

namespace ruban::service {

// The first of the entries [from, size) that is missing or whose leaf hash isn't the tile's; nullopt if all
// of them fit. That the tiles fit the checkpoint is for ledger::Tree to say.
std::optional<EntryIndex> first_altered(store::RecordStore& record, EntryIndex from, TreeSize size);

}  // namespace ruban::service
