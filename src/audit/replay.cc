// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/replay.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <memory>

#include "ledger/tree.h"

namespace ruban::audit {
namespace {

using ledger::kTileWidth;
using ledger::Tile;
using ledger::TileId;

constexpr std::uint64_t kBundlesAtOnce = 16;
constexpr std::size_t kEntriesAtOnce = 32;  // that a thread takes

struct Batch {
  std::vector<Bytes> bundles;  // what `entries` points into
  std::vector<std::string_view> entries;
  std::vector<CheckedEntry> checked;
};

// Checks the entries of a batch in the background. Batch and keys stay as they are until wait() has returned.
class Checking {
 public:
  Checking(Batch& batch, const IssuerKeys& keys, unsigned threads) : batch_(batch), keys_(keys) {
    batch_.checked.resize(batch_.entries.size());
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
      threads_.push_back(std::async(std::launch::async, [this] { run(); }));
    }
  }
  Checking(const Checking&) = delete;
  Checking& operator=(const Checking&) = delete;

  void wait() {
    for (auto& thread : threads_) thread.get();
    threads_.clear();
  }

 private:
  void run() {
    while (true) {
      const auto from = next_.fetch_add(kEntriesAtOnce);
      if (from >= batch_.entries.size()) return;
      const auto to = std::min(from + kEntriesAtOnce, batch_.entries.size());
      for (auto i = from; i < to; ++i) batch_.checked[i] = check_entry(batch_.entries[i], keys_);
    }
  }

  Batch& batch_;
  const IssuerKeys& keys_;
  std::atomic<std::size_t> next_{0};
  std::vector<std::future<void>> threads_;  // joined before the rest goes
};

class Replay {
 public:
  Replay(ledger::TileReader& tiles, const ledger::Checkpoint& checkpoint, const Options& options)
      : tiles_(tiles), checkpoint_(checkpoint), options_(options) {}

  Result<Replayed> run() {
    std::unique_ptr<Batch> checked, current = TRY(fetch());
    while (!current->entries.empty()) {
      add_letters(*current);
      Checking checking(*current, keys_, options_.threads);
      auto next = fetch();
      auto counted = checked ? count(*checked) : Result<void>();
      checking.wait();
      if (!next) return tl::unexpected(next.error());
      TRY(std::move(counted));
      checked = std::move(current);
      current = *std::move(next);
    }
    if (checked) TRY(count(*checked));
    TRY(check_right_edge());
    return std::move(out_);
  }

 private:
  // The next bundles; empty at the end.
  Result<std::unique_ptr<Batch>> fetch() {
    auto batch = std::make_unique<Batch>();
    for (std::uint64_t i = 0; i < kBundlesAtOnce; ++i, ++bundle_) {
      const TileId id{ledger::kEntryLevel, bundle_,
                      ledger::tile_width(ledger::kEntryLevel, bundle_, checkpoint_.size)};
      if (id.width == 0) break;
      auto [bytes, width] = TRY(read(id));
      auto entries = ledger::split_bundle(bytes, width);
      if (!entries) return contradiction(id);
      batch->entries.insert(batch->entries.end(), entries->begin(), entries->begin() + id.width);
      out_.entry_bytes += bytes.size();
      batch->bundles.push_back(std::move(bytes));
    }
    return batch;
  }

  // The tile and its width: a partial tile may have been replaced by a wider one since the checkpoint.
  Result<std::pair<Bytes, unsigned>> read(const TileId& id) {
    auto bytes = tiles_.read(id);
    if (bytes) return std::pair(*std::move(bytes), id.width);
    if (bytes.error().kind == Kind::not_found && id.width < kTileWidth) {
      if (auto full = tiles_.read({id.level, id.n, kTileWidth}))
        return std::pair(*std::move(full), kTileWidth);
    }
    if (bytes.error().field.empty()) bytes.error().field = ledger::tile_path(id);
    return tl::unexpected(bytes.error());
  }

  void add_letters(const Batch& batch) {
    for (const auto text : batch.entries) {
      if (!text.starts_with("ruban/v1 letter\n")) continue;
      const auto entry = ledger::parse_entry(text);
      if (!entry) continue;
      keys_.add(ledger::letter_id_of(text), std::get<ledger::LetterEntry>(*entry).issuers);
    }
  }

  Result<void> count(const Batch& batch) {
    std::vector<Hash> leaves;
    leaves.reserve(batch.checked.size());
    for (const auto& checked : batch.checked) {
      const auto index = out_.recount.size();
      const bool valid = out_.recount.add(checked).valid();
      leaves.push_back(checked.leaf);
      if (!valid || !checked.entry) continue;
      if (const auto* sign = std::get_if<ledger::SignEntry>(&*checked.entry)) remember(index, *sign);
    }
    for (auto& tile : tree_.append(leaves)) {
      if (tile.id.width == kTileWidth) {
        TRY(compare(tile));
        edge_.erase(tile.id.level);
      } else {
        edge_.insert_or_assign(tile.id.level, std::move(tile));
      }
    }
    if (options_.progress) options_.progress({tree_.size(), checkpoint_.size});
    return {};
  }

  void remember(EntryIndex index, const ledger::SignEntry& sign) {
    ++out_.signatures;
    out_.commitments.resize(out_.recount.letters().size());
    if (sign.commit)
      out_.commitments[out_.recount.signature(index)->letter].emplace_back(index, *sign.commit);
  }

  Result<void> compare(const Tile& tile) {
    const auto [bytes, width] = TRY(read(tile.id));
    if (bytes.size() != width * Hash::kSize ||
        !std::equal(tile.bytes.begin(), tile.bytes.end(), bytes.begin())) {
      return contradiction(tile.id);
    }
    return {};
  }

  // The partial tiles, and the root.
  Result<void> check_right_edge() {
    if (tree_.root() != checkpoint_.root) {
      return fail(Kind::invalid, "The entries of the record don't give the root of its checkpoint.");
    }
    for (const auto& [level, tile] : edge_) TRY(compare(tile));
    out_.commitments.resize(out_.recount.letters().size());
    return {};
  }

  static tl::unexpected<Error> contradiction(const TileId& id) {
    return fail(Kind::invalid, "A tile of the record contradicts its entries.", ledger::tile_path(id));
  }

  ledger::TileReader& tiles_;
  const ledger::Checkpoint& checkpoint_;
  const Options& options_;
  std::uint64_t bundle_ = 0;  // to be fetched next
  IssuerKeys keys_;
  ledger::Tree tree_;
  std::map<int, Tile> edge_;  // the last partial tile of each level
  Replayed out_;
};

}  // namespace

Result<Replayed> replay(ledger::TileReader& tiles, const ledger::Checkpoint& checkpoint,
                        const Options& options) {
  return Replay(tiles, checkpoint, options).run();
}

}  // namespace ruban::audit
