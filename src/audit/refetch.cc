// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/refetch.h"

#include <algorithm>
#include <atomic>
#include <future>

#include "audit/grown_tiles.h"
#include "core/check.h"

namespace ruban::audit {
namespace {

using ledger::kEntryLevel;
using ledger::kTileWidth;
using ledger::TileId;

constexpr std::uint64_t kBundlesPerThread = 8;  // at once
constexpr std::size_t kEntriesAtOnce = 32;      // that a thread takes

tl::unexpected<Error> contradiction(const TileId& id) {
  return fail(Kind::invalid, "A tile of the record contradicts its entries.", ledger::tile_path(id));
}

}  // namespace

struct Refetch::Batch {
  TreeSize from = 0;
  std::vector<Bytes> bundles;  // what `entries` points into
  std::vector<std::string_view> entries;
  std::vector<CheckedEntry> checked;
  std::map<TileId, std::pair<Bytes, unsigned>>
      tiles;  // hash tiles that these entries fill, with their widths
};

// Checks the entries of a batch in the background. Batch and keys stay as they are until wait() has returned.
class Refetch::Checking {
 public:
  Checking(Batch& batch, const IssuerKeys& keys, unsigned threads) : batch_(batch), keys_(keys) {
    batch_.checked.resize(batch_.entries.size());
    for (unsigned i = 0; i < threads; ++i) {
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

Refetch::Refetch(Source& source, IssuerKeys& keys, EntrySink& sink, unsigned threads)
    : source_(source), keys_(keys), sink_(sink), threads_(std::max(threads, 1U)) {}

Refetch::~Refetch() = default;

Result<void> Refetch::skip_to(TreeSize size, const Hash& root, const ledger::Checkpoint& now) {
  CHECK(tree_.size() == 0 && size <= now.size);
  GrownTiles tiles(source_, now.size);
  auto tree = TRY(ledger::Tree::load(size, tiles));
  if (tree.root() != root) {
    return fail(Kind::conflict, "The record has other entries than those that were checked earlier.");
  }
  tree_ = std::move(tree);
  return {};
}

Result<void> Refetch::advance_to(const ledger::Checkpoint& checkpoint,
                                 const std::function<void(TreeSize)>& come_to) {
  const auto hand_on_and_tell = [&](Batch& batch) -> Result<void> {
    TRY(hand_on(batch));
    if (come_to) come_to(tree_.size());
    return {};
  };
  CHECK(checkpoint.size >= tree_.size());
  checkpoint_ = checkpoint;
  fetched_ = tree_.size();
  std::unique_ptr<Batch> checked, current = TRY(fetch());
  while (!current->entries.empty()) {
    add_letters(*current);
    Checking checking(*current, keys_, threads_);
    auto handed = checked ? hand_on_and_tell(*checked) : Result<void>();
    auto next = fetch();
    checking.wait();
    TRY(std::move(handed));
    if (!next) {
      TRY(hand_on_and_tell(*current));
      return tl::unexpected(next.error());
    }
    checked = std::move(current);
    current = *std::move(next);
  }
  if (checked) TRY(hand_on_and_tell(*checked));
  TRY(check_right_edge());
  sink_.confirmed(tree_.size(), tree_.root());
  return {};
}

// The next bundles, with the hash tiles above them; empty at the end.
Result<std::unique_ptr<Refetch::Batch>> Refetch::fetch() {
  auto batch = std::make_unique<Batch>();
  batch->from = fetched_;
  std::vector<TileId> ids;
  for (auto n = fetched_ / kTileWidth; ids.size() < 2 * kBundlesPerThread * threads_; ++n) {
    const auto width = ledger::tile_width(0, n, checkpoint_.size);
    if (width == 0 || fetched_ == checkpoint_.size) break;
    ids.push_back({kEntryLevel, n, width});
    ids.push_back({0, n, width});
  }
  auto answers = source_.read_all(ids);
  CHECK(answers.size() == ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto& id = ids[i];
    auto [bytes, width] = TRY(read_grown(source_, id, std::move(answers[i])));
    if (id.level != kEntryLevel) {
      batch->tiles.emplace(id, std::pair(std::move(bytes), width));
      continue;
    }
    const auto entries = ledger::split_bundle(bytes, width);
    if (!entries) return contradiction(id);
    const auto known = fetched_ % kTileWidth;  // of a bundle that has grown
    batch->entries.insert(batch->entries.end(), entries->begin() + static_cast<std::ptrdiff_t>(known),
                          entries->begin() + id.width);
    fetched_ = id.n * kTileWidth + id.width;
    batch->bundles.push_back(std::move(bytes));
  }
  return batch;
}

void Refetch::add_letters(const Batch& batch) {
  for (const auto text : batch.entries) {
    if (!text.starts_with("ruban/v1 letter\n")) continue;
    const auto entry = ledger::parse_entry(text);
    if (!entry) continue;
    keys_.add(ledger::letter_id_of(text), std::get<ledger::LetterEntry>(*entry).issuers);
  }
}

Result<void> Refetch::hand_on(Batch& batch) {
  std::vector<Hash> leaves;
  leaves.reserve(batch.checked.size());
  for (const auto& checked : batch.checked) leaves.push_back(checked.leaf);
  auto tree = tree_;
  auto edge = edge_;
  for (auto& tile : tree.append(leaves)) {
    if (tile.id.width == kTileWidth) {
      TRY(compare(tile, &batch));
      edge.erase(tile.id.level);
    } else {
      edge.insert_or_assign(tile.id.level, std::move(tile));
    }
  }
  tree_ = std::move(tree);
  edge_ = std::move(edge);
  for (std::size_t i = 0; i < batch.entries.size(); ++i) {
    sink_.take(batch.from + i, batch.entries[i], batch.checked[i]);
  }
  if (tree_.size() % kTileWidth == 0 && tree_.size() < checkpoint_.size)
    sink_.confirmed(tree_.size(), tree_.root());
  return {};
}

// `batch` may hold the tile already.
Result<void> Refetch::compare(const ledger::Tile& tile, Batch* batch) {
  const auto held = batch == nullptr ? decltype(batch->tiles)::node_type() : batch->tiles.extract(tile.id);
  const auto [bytes, width] = held.empty() ? TRY(read_grown(source_, tile.id)) : std::move(held.mapped());
  if (bytes.size() != width * Hash::kSize ||
      !std::equal(tile.bytes.begin(), tile.bytes.end(), bytes.begin())) {
    return contradiction(tile.id);
  }
  return {};
}

// The partial tiles, and the root.
Result<void> Refetch::check_right_edge() {
  if (tree_.root() != checkpoint_.root) {
    return fail(Kind::invalid, "The entries of the record don't give the root of its checkpoint.");
  }
  for (const auto& [level, tile] : edge_) TRY(compare(tile, nullptr));
  edge_.clear();
  return {};
}

}  // namespace ruban::audit
