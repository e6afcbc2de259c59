// SPDX-License-Identifier: AGPL-3.0-or-later
// The record in SQLite.
#pragma once

#include "store/lease.h"
#include "store/record_store.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/tile_cache.h"
#include "store/sqlite/writer.h"

namespace ruban::store::sqlite {

class Record final : public RecordStore {
 public:
  Record(Writer& writer, Readers& readers, std::filesystem::path lease_file)
      : writer_(writer), readers_(readers), lease_(std::move(lease_file)) {}

  std::optional<Fence> take_lease() override;
  void release_lease() override { lease_.release(); }
  std::vector<Waiting> waiting(std::size_t limit) override;
  Result<void> commit(const std::optional<Checkpoint>& expected, Fence fence, const Batch& batch) override;
  void mark_published(TreeSize size, const PublishedNotes& notes, Instant time) override;
  std::optional<Checkpoint> last_checkpoint() override;
  std::optional<Checkpoint> published_checkpoint() override;
  std::optional<Checkpoint> published_at(Instant at) override;
  std::optional<Checkpoint> published_up_to(TreeSize size) override;
  std::vector<std::string> entries(EntryIndex from, std::size_t limit) override;
  std::optional<Bytes> tile(const ledger::TileId& id) override;
  void replace_derived(const std::vector<Effect>& effects) override;

 private:
  Writer& writer_;
  Readers& readers_;
  Lease lease_;
  TileCache tiles_;
};

}  // namespace ruban::store::sqlite
