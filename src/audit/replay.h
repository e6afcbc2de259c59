// SPDX-License-Identifier: AGPL-3.0-or-later
// Replay: fetches the record entry by entry, holds it against its tiles and its root, and recounts it.
#pragma once

#include <utility>
#include <vector>

#include "audit/audit.h"

namespace ruban::audit {

struct Replayed {
  Recount recount;
  std::uint64_t entry_bytes = 0;
  std::uint64_t signatures = 0;  // valid ones
  // By place of the letter in Recount::letters(): the commitments of its valid signatures, by index.
  std::vector<std::vector<std::pair<EntryIndex, Commitment>>> commitments;
};

// Verifying is done by `threads` threads, while this one fetches what comes next and counts what came before.
// Fails if something can't be fetched, or contradicts the tiles or the checkpoint.
Result<Replayed> replay(ledger::TileReader& tiles, const ledger::Checkpoint& checkpoint,
                        const Options& options);

}  // namespace ruban::audit
