// SPDX-License-Identifier: AGPL-3.0-or-later
// The record as the store keeps it: entries, tiles and checkpoints, committed together or not at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.h"
#include "ledger/tile.h"
#include "store/effect.h"

namespace ruban::store {

struct Checkpoint {
  TreeSize size = 0;
  Hash root;
  std::string note;  // the signed note, with the cosignatures known when it was written
  Instant time;      // when this size was committed; of a published one, when this size was first published
  bool operator==(const Checkpoint&) const = default;
};

using ledger::Tile;

// Who may write the record: one process at a time holds the lease, and each holder has a greater token than
// the one before, so that a commit by a holder that lost the lease without noticing is refused.
using Fence = std::uint64_t;

using WaitingId = std::uint64_t;  // grows in the order of acceptance

// A thing that was accepted and waits for its place in the record.
struct Waiting {
  WaitingId id = 0;
  std::string lines;  // the entry without its last line (`epoch` or `time`), which the sequencer adds
};

struct Batch {
  std::vector<std::string> entries;  // from the expected size on
  std::vector<Tile> tiles;           // hash tiles; entry bundles are made of the entries
  Checkpoint checkpoint;
  std::vector<Effect> effects;  // what the entries change in the derived tables, in their order
  std::vector<WaitingId> done;  // rows of the pool that these entries came from, or that were dropped
};

// The notes of one published checkpoint, which differ in their cosignatures alone.
struct PublishedNotes {
  std::string newest;    // with the last cosignature of each witness: that the record still stands
  std::string earliest;  // with the first one: that it stood as early as that
};

class RecordStore {
 public:
  virtual ~RecordStore() = default;

  // The lease, if nobody else holds it. It ends with the process, or with release_lease().
  virtual std::optional<Fence> take_lease() = 0;
  virtual void release_lease() = 0;

  // What waits, oldest first.
  virtual std::vector<Waiting> waiting(std::size_t limit) = 0;

  // One durable transaction: compares the last checkpoint's size and root with `expected` (nullopt: the
  // record is empty) and the lease's token with `fence`, then writes everything. Kind::conflict when either
  // differs: somebody else wrote. Kind::busy: nothing was written, since the disk is full. OutcomeUnknown:
  // the process must stop. A batch without entries may renew the note of the last checkpoint.
  virtual Result<void> commit(const std::optional<Checkpoint>& expected, Fence fence, const Batch& batch) = 0;

  // Remembers that the checkpoint of this size is public, with these notes from now on. A size that was
  // published before keeps its time.
  virtual void mark_published(TreeSize size, const PublishedNotes& notes, Instant time) = 0;

  virtual std::optional<Checkpoint> last_checkpoint() = 0;
  virtual std::optional<Checkpoint> published_checkpoint() = 0;
  // The largest published one that was published at `at` or before, with the earliest note.
  virtual std::optional<Checkpoint> published_at(Instant at) = 0;
  // The largest published one of this size or smaller, with the newest note of its size.
  virtual std::optional<Checkpoint> published_up_to(TreeSize size) = 0;

  // Entries [from, from + limit) as far as they exist.
  virtual std::vector<std::string> entries(EntryIndex from, std::size_t limit) = 0;
  // A hash tile of any committed width. A partial tile is answered from a wider one of the same place.
  virtual std::optional<Bytes> tile(const ledger::TileId& id) = 0;

  // Empties the derived tables and applies `effects` instead, in one transaction; for `ruban rebuild`.
  // Payloads stay. `effects` are those of all entries, by index; the result is what the commits would have
  // left.
  virtual void replace_derived(const std::vector<Effect>& effects) = 0;
};

}  // namespace ruban::store
