// SPDX-License-Identifier: AGPL-3.0-or-later
// The store's tiles as the ledger reads them.
#pragma once

#include "ledger/tile.h"
#include "store/record_store.h"

namespace ruban::service {

class StoreTiles final : public ledger::TileReader {
 public:
  explicit StoreTiles(store::RecordStore& record) : record_(record) {}
  Result<Bytes> read(const ledger::TileId& id) override {
    if (auto bytes = record_.tile(id)) return *std::move(bytes);
    return fail(Kind::not_found, "There is no such tile.");
  }

 private:
  store::RecordStore& record_;
};

}  // namespace ruban::service
