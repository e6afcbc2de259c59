// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/compare_seen.h"

#include <fmt/format.h>

#include "ledger/checkpoint.h"
#include "service/store_tiles.h"

namespace ruban::service {

Result<void> compare_seen(Instance instance, const ledger::VerifierKey& log, const std::string& note,
                          const std::string& where) {
  const auto last = instance.store.record().last_checkpoint();
  const auto seen = ledger::open_checkpoint(note, log);
  if (!seen) {
    return fail(Kind::conflict, "A checkpoint of this record is signed by another key. Nothing was signed.",
                where);
  }
  const auto size = last ? last->size : 0;
  const auto sizes = fmt::format("{}: {} entries, here {}", where, seen->checkpoint.size, size);
  if (seen->checkpoint.size > size) {
    return fail(Kind::conflict,
                "More was published than this store holds: it is an older copy. Restore the newest one; "
                "nothing was signed.",
                sizes);
  }
  if (seen->checkpoint.size == 0) return {};
  StoreTiles tiles(instance.store.record());
  ledger::TileHashReader hashes(size, tiles);
  const auto root = ledger::tree_root(seen->checkpoint.size, hashes);
  if (!root || *root != seen->checkpoint.root) {
    return fail(Kind::conflict,
                "Something else was published than this store holds: a fork. Nothing was signed.", sizes);
  }
  return {};
}

}  // namespace ruban::service
