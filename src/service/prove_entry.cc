// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/prove_entry.h"

#include "ledger/tlog_proof.h"
#include "service/store_tiles.h"

namespace ruban::service {

Result<std::string> prove_entry(Instance instance, EntryIndex index) {
  auto& record = instance.store.record();
  const auto published = record.published_checkpoint();
  if (!published || index >= published->size) {
    return fail(Kind::not_found, "This entry isn’t published yet. Please try again in a few seconds.");
  }
  return prove_entry(instance, index, *published);
}

Result<std::string> prove_entry(Instance instance, EntryIndex index, const store::Checkpoint& published) {
  auto& record = instance.store.record();
  StoreTiles tiles(record);
  ledger::TileHashReader hashes(published.size, tiles);
  auto proof = TRY(ledger::prove_inclusion(index, published.size, hashes));
  const auto entry = record.entries(index, 1).at(0);
  return ledger::format_tlog_proof({to_bytes(entry), index, std::move(proof), published.note});
}

}  // namespace ruban::service
