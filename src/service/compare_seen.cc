// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/compare_seen.h"

#include <spdlog/spdlog.h>

#include "ledger/checkpoint.h"
#include "service/store_tiles.h"

namespace ruban::service {

Result<void> compare_seen(Instance instance, const ledger::VerifierKey& log, const std::string& note,
                          const std::string& where) {
  const auto last = instance.store.record().last_checkpoint();
  auto seen = ledger::open_checkpoint(note, log);
  if (!seen) {
    spdlog::error("{} isn't signed by this record's key", where);
    return fail(Kind::conflict, "A checkpoint of this record is signed by another key. Nothing was signed.");
  }
  const auto size = last ? last->size : 0;
  if (seen->checkpoint.size > size) {
    spdlog::error("{} has size {}, the store {}", where, seen->checkpoint.size, size);
    return fail(Kind::conflict,
                "More was published than this store holds: it is an older copy. Restore the newest one; "
                "nothing was signed.");
  }
  if (seen->checkpoint.size == 0) return {};
  StoreTiles tiles(instance.store.record());
  ledger::TileHashReader hashes(size, tiles);
  auto root = ledger::tree_root(seen->checkpoint.size, hashes);
  if (!root || *root != seen->checkpoint.root) {
    spdlog::error("{} has another root at size {}", where, seen->checkpoint.size);
    return fail(Kind::conflict,
                "Something else was published than this store holds: a fork. Nothing was signed.");
  }
  return {};
}

}  // namespace ruban::service
