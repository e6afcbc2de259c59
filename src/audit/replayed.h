// SPDX-License-Identifier: AGPL-3.0-or-later
// Replayed: what the entries of a record come to, with what is needed to compare the texts of signatures.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "audit/recount.h"

namespace ruban::audit {

// A valid `client` entry.
struct ReleasedClient {
  EntryIndex index = 0;
  std::string version;
  Hash manifest_sha256;
};

struct Replayed {
  Recount recount;
  std::uint64_t entry_bytes = 0;  // of the bundles, lengths included
  std::uint64_t signatures = 0;   // valid ones
  // By place of the letter in Recount::letters(): the commitments of its valid signatures, by index.
  std::vector<std::vector<std::pair<EntryIndex, Commitment>>> commitments;
  std::vector<ReleasedClient> clients;  // by index

  // The next entry. True if it is a signature that is valid.
  bool take(const CheckedEntry& checked);
};

}  // namespace ruban::audit
