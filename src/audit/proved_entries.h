// SPDX-License-Identifier: AGPL-3.0-or-later
// ProvedEntries: entries of a record by whole bundles, each held against the tiles of one checkpoint. Who
// reads so doesn't tell the server which entry it is about.
#pragma once

#include <string>
#include <vector>

#include "audit/source.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"

namespace ruban::audit {

class ProvedEntries {
 public:
  // `source` must outlive it. The checkpoint is one whose signature was checked.
  ProvedEntries(Source& source, ledger::Checkpoint checkpoint)
      : source_(source), checkpoint_(std::move(checkpoint)), hashes_(checkpoint_.size, source) {}

  const ledger::Checkpoint& checkpoint() const { return checkpoint_; }

  // The entries from n * 256 on, as many as the checkpoint has of them. Kind::not_found beyond its end;
  // Kind::invalid if they contradict the tiles, or these the checkpoint.
  Result<std::vector<std::string>> bundle(std::uint64_t n);

  // Of one entry under the checkpoint.
  Result<ledger::Proof> prove(EntryIndex index);

 private:
  Source& source_;
  ledger::Checkpoint checkpoint_;
  ledger::TileHashReader hashes_;
};

}  // namespace ruban::audit
