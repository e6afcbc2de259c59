// SPDX-License-Identifier: AGPL-3.0-or-later
// Refetch: fetches the entries of a record from some place on, checks each, and holds them against the tiles
// and the root of a checkpoint.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string_view>

#include "audit/checked_entry.h"
#include "audit/source.h"
#include "ledger/checkpoint.h"
#include "ledger/tree.h"

namespace ruban::audit {

// Who takes the entries.
class EntrySink {
 public:
  virtual ~EntrySink() = default;
  // In order, without gaps.
  virtual void take(EntryIndex index, std::string_view text, const CheckedEntry& checked) = 0;
  // The entries taken so far are those of the tiles: full tiles between, all tiles and the root at the end.
  virtual void confirmed(TreeSize size, const Hash& root) = 0;
};

class Refetch {
 public:
  // `source`, `keys` and `sink` must outlive it. `threads` verify, and the caller's fetches what comes next
  // and hands on what came before; at most three batches are in memory, of 4,096 entries for two threads.
  Refetch(Source& source, IssuerKeys& keys, EntrySink& sink, unsigned threads);
  ~Refetch();

  TreeSize size() const { return tree_.size(); }  // entries below were handed on, or skipped
  Hash root() const { return tree_.root(); }

  // Starts at `size` <= now.size, if the tiles that the source has now give this root there: Kind::conflict
  // if they don't.
  Result<void> skip_to(TreeSize size, const Hash& root, const ledger::Checkpoint& now);

  // Goes on up to the checkpoint, and tells after each batch how far it has come. Fails if something can't be
  // fetched (it can be called again then), or contradicts the tiles or the root (Kind::invalid: what the sink
  // was given is worth nothing).
  Result<void> advance_to(const ledger::Checkpoint& checkpoint,
                          const std::function<void(TreeSize)>& come_to = {});

 private:
  struct Batch;
  class Checking;
  Result<std::unique_ptr<Batch>> fetch();
  void add_letters(const Batch& batch);
  Result<void> hand_on(Batch& batch);
  Result<void> compare(const ledger::Tile& tile, Batch* batch);
  Result<void> check_right_edge();

  Source& source_;
  IssuerKeys& keys_;
  EntrySink& sink_;
  unsigned threads_;
  ledger::Checkpoint checkpoint_;  // where it goes to
  TreeSize fetched_ = 0;           // entries below are in a batch, or handed on
  ledger::Tree tree_;
  std::map<int, ledger::Tile> edge_;  // the last partial tile of each level, to be compared at the end
};

}  // namespace ruban::audit
