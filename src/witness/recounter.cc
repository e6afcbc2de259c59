// SPDX-License-Identifier: AGPL-3.0-or-later
#include "witness/recounter.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <future>

#include "ledger/entry.h"

namespace ruban::witness {
namespace {

using ledger::kTileWidth;
using ledger::TileId;

constexpr std::uint64_t kBundlesAtOnce = 8;
constexpr std::size_t kEntriesAtOnce = 32;  // that a thread takes
constexpr std::chrono::seconds kRest{1};    // after a record couldn't be read

// Verifies them on several threads.
std::vector<audit::CheckedEntry> check(const std::vector<std::string_view>& entries,
                                       const audit::IssuerKeys& keys, unsigned threads) {
  std::vector<audit::CheckedEntry> out(entries.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t from; (from = next.fetch_add(kEntriesAtOnce)) < entries.size();) {
      const auto to = std::min(from + kEntriesAtOnce, entries.size());
      for (auto i = from; i < to; ++i) out[i] = audit::check_entry(entries[i], keys);
    }
  };
  std::vector<std::future<void>> others;
  const auto useful = std::min<std::size_t>(threads, entries.size() / kEntriesAtOnce + 1);
  for (std::size_t i = 1; i < useful; ++i) others.push_back(std::async(std::launch::async, work));
  work();
  for (auto& other : others) other.get();
  return out;
}

}  // namespace

RecordRecount::RecordRecount(ledger::Policy::Log log, OpenSource open, unsigned threads)
    : log_(std::move(log)), open_(std::move(open)), threads_(threads) {}

void RecordRecount::forget() {
  recount_ = {};
  keys_ = {};
  tree_ = {};
}

// A partial bundle may have been replaced by a full one since.
Result<Bytes> RecordRecount::bundle(const TileId& id) {
  if (!source_) source_ = TRY(open_(log_.url));
  auto bytes = source_->read(id);
  if (!bytes && bytes.error().kind == Kind::not_found && id.width < kTileWidth)
    bytes = source_->read({id.level, id.n, kTileWidth});
  // Whatever is wrong with the answer may be right in a while.
  if (!bytes) return fail(Kind::busy, "The record can’t be fetched from its address now.", log_.url);
  return bytes;
}

void RecordRecount::add(const std::vector<std::string_view>& entries) {
  for (const auto text : entries) {
    if (!text.starts_with("ruban/v1 letter\n")) continue;
    const auto entry = ledger::parse_entry(text);
    if (entry) keys_.add(ledger::letter_id_of(text), std::get<ledger::LetterEntry>(*entry).issuers);
  }
  std::vector<Hash> leaves;
  leaves.reserve(entries.size());
  for (const auto& checked : check(entries, keys_, threads_)) {
    recount_.add(checked);
    leaves.push_back(checked.leaf);
  }
  tree_.append(leaves);
}

Result<bool> RecordRecount::advance(const ledger::Checkpoint& checkpoint) {
  const auto other = [&] {
    forget();
    return fail(Kind::invalid, "The entries that the log serves don’t give the root of its checkpoint.",
                log_.url);
  };
  if (checkpoint.size < tree_.size()) forget();  // what was read was never cosigned
  std::vector<Bytes> bundles;                    // what `entries` points into
  std::vector<std::string_view> entries;
  for (auto n = tree_.size() / kTileWidth; bundles.size() < kBundlesAtOnce; ++n) {
    const TileId id{ledger::kEntryLevel, n, ledger::tile_width(ledger::kEntryLevel, n, checkpoint.size)};
    const auto known = n == tree_.size() / kTileWidth ? tree_.size() % kTileWidth : 0;
    if (id.width <= known) break;
    auto bytes = TRY(bundle(id));
    bundles.push_back(std::move(bytes));
    auto split = ledger::split_bundle(bundles.back(), id.width);
    if (!split) split = ledger::split_bundle(bundles.back(), kTileWidth);
    if (!split) return other();
    entries.insert(entries.end(), split->begin() + static_cast<std::ptrdiff_t>(known),
                   split->begin() + id.width);
  }
  add(entries);
  if (tree_.size() < checkpoint.size) return false;
  if (tree_.root() != checkpoint.root) return other();
  return true;
}

Result<void> RecordRecount::judge() const {
  const auto& findings = recount_.findings();
  const auto alarm = std::find_if(findings.begin(), findings.end(), [](const auto& f) {
    return audit::weight_of(f.reason) == audit::Weight::alarm;
  });
  if (alarm == findings.end()) return {};
  spdlog::error("{}: entry {} raises an alarm: {}", log_.key.name(), alarm->index,
                audit::sentence_of(alarm->reason));
  return fail(Kind::forbidden,
              "This witness has recounted the record, and an entry of it isn’t what the record gives.",
              log_.key.name());
}

Recounter::Recounter(OpenSource open, std::chrono::milliseconds patience, unsigned threads)
    : open_(std::move(open)), patience_(patience), threads_(threads) {}

Recounter::Reader& Recounter::reader_of(const ledger::Policy::Log& log) {
  const std::lock_guard lock(mutex_);
  auto& reader = readers_[log.key.name()];
  if (!reader) {
    reader = std::make_unique<Reader>();
    reader->thread = std::jthread([this, &reader = *reader, log](const std::stop_token& stop) {
      run(stop, reader, RecordRecount(log, open_, threads_));
    });
  }
  return *reader;
}

void Recounter::begin(const ledger::Policy::Log& log, const ledger::Checkpoint& checkpoint) {
  auto& reader = reader_of(log);
  const std::lock_guard lock(reader.mutex);
  reader.wanted = checkpoint;
  reader.changed.notify_all();
}

Result<void> Recounter::vouch(const ledger::Policy::Log& log, const ledger::Checkpoint& checkpoint) {
  auto& reader = reader_of(log);
  std::unique_lock lock(reader.mutex);
  reader.wanted = checkpoint;
  reader.trouble.reset();
  reader.changed.notify_all();
  reader.changed.wait_for(lock, patience_,
                          [&] { return reader.reached == checkpoint || reader.trouble.has_value(); });
  if (reader.reached == checkpoint) return reader.verdict;
  if (reader.trouble) return tl::unexpected(*reader.trouble);
  return fail(Kind::busy, "This witness is still recounting the record.");
}

void Recounter::run(const std::stop_token& stop, Reader& reader, RecordRecount recount) {
  std::unique_lock lock(reader.mutex);
  while (!stop.stop_requested()) {
    if (!reader.wanted || reader.reached == reader.wanted) {
      reader.changed.wait(lock, stop, [&] { return reader.wanted && reader.reached != reader.wanted; });
      continue;
    }
    const auto target = *reader.wanted;
    lock.unlock();
    const auto there = recount.advance(target);
    const auto verdict = there && *there ? recount.judge() : Result<void>();
    lock.lock();
    if (there && *there) {
      reader.reached = target;
      reader.verdict = verdict;
      reader.changed.notify_all();
    } else if (!there) {
      spdlog::warn("{}: {}", there.error().field, there.error().message);
      reader.trouble = Error{Kind::busy, there.error().message, {}};
      if (reader.wanted == target) reader.wanted.reset();
      reader.changed.notify_all();
      reader.changed.wait_for(lock, stop, kRest, [] { return false; });
    }
  }
}

}  // namespace ruban::witness
