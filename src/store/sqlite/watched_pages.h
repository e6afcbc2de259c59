// SPDX-License-Identifier: AGPL-3.0-or-later
// Watched pages in SQLite.
#pragma once

#include "store/sqlite/readers.h"
#include "store/sqlite/writer.h"
#include "store/watch_store.h"

namespace ruban::store::sqlite {

class WatchedPages final : public WatchStore {
 public:
  WatchedPages(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

  Result<void> watch(const WatchedPage& page, std::size_t most) override;
  bool unwatch(const LetterId& letter, std::string_view url) override;
  std::vector<WatchedPage> watched(const LetterId& letter) override;
  std::optional<WatchedPage> due(Instant now) override;
  void looked(const LetterId& letter, std::string_view url, Instant now, Instant next,
              const std::string& trouble) override;

 private:
  Writer& writer_;
  Readers& readers_;
};

}  // namespace ruban::store::sqlite
