// SPDX-License-Identifier: AGPL-3.0-or-later
// The hash tiles that were read last, so that proofs, which share the upper ones, needn't fetch them again. A
// committed tile of one width never changes.
#pragma once

#include <array>
#include <mutex>
#include <optional>

#include "ledger/tile.h"

namespace ruban::store::sqlite {

class TileCache {
 public:
  std::optional<Bytes> find(const ledger::TileId& id) {
    std::lock_guard lock(mutex_);
    const auto& kept = place_of(id);
    return kept && kept->id == id ? std::optional(kept->bytes) : std::nullopt;
  }
  void keep(const ledger::TileId& id, const Bytes& bytes) {
    std::lock_guard lock(mutex_);
    place_of(id) = {id, bytes};
  }

 private:
  static constexpr std::size_t kPlaces = 512;  // of at most 8 KiB
  // Tiles of one level that stand side by side never displace each other.
  std::optional<ledger::Tile>& place_of(const ledger::TileId& id) {
    return places_[(id.n + static_cast<std::size_t>(id.level) * 151) % kPlaces];
  }

  std::mutex mutex_;
  std::array<std::optional<ledger::Tile>, kPlaces> places_;
};

}  // namespace ruban::store::sqlite
