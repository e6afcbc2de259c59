// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/sequencer.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <future>
#include <system_error>

#include "core/check.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "service/check_entries.h"
#include "service/compare_seen.h"
#include "service/store_tiles.h"
#include "store/failure.h"

namespace ruban::service {
namespace {
constexpr std::size_t kMostInABatch = 4096;

// The letter that a waiting entry ends: by an `end`, or by the next version of it.
std::optional<LetterId> ended_by(const store::Waiting& waiting) {
  if (!waiting.lines.starts_with("ruban/v1 end\n") && !waiting.lines.starts_with("ruban/v1 letter\n"))
    return {};
  const auto entry = ledger::with_time(waiting.lines, Instant{});
  if (!entry) return {};
  if (const auto* end = std::get_if<ledger::EndEntry>(&*entry)) return end->letter;
  return std::get<ledger::LetterEntry>(*entry).follows;
}
// How far the clock may lie behind the last checkpoint before the start is refused.
constexpr std::chrono::minutes kClockSlack{5};
}  // namespace

Sequencer::Sequencer(Instance instance, Letters& letters, crypto::SigningKey key,
                     store::PublishedFile published, Options options, Witnesses* witnesses)
    : instance_(instance),
      letters_(letters),
      key_(std::move(key)),
      verifier_(ledger::VerifierKey::make(instance.origin, ledger::KeyType::ed25519, key_.public_key())),
      published_file_(std::move(published)),
      options_(std::move(options)),
      witnesses_(witnesses),
      publication_(instance, verifier_, published_file_, witnesses, options_.publication) {}

Result<void> Sequencer::start(const std::vector<std::string>& seen_elsewhere) {
  auto& record = instance_.store.record();
  fence_ = record.take_lease();
  if (!fence_) return fail(Kind::busy, "Another process is writing this record.");
  last_ = record.last_checkpoint();
  TRY(recompute(last_));
  bool unseen = false;  // by anybody who could say that nothing is missing
  if (auto seen = published_file_.read()) {
    TRY(compare_seen(instance_, verifier_, *seen, "checkpoint.published"));
  } else if (last_ && record.published_checkpoint()) {
    if (!options_.accept_rollback) {
      return fail(
          Kind::conflict,
          "The file checkpoint.published is missing, so a restored backup can’t be told from the newest "
          "state. Bring it back, or start with --accept-rollback true.");
    }
    unseen = true;
  }
  for (const auto& note : seen_elsewhere)
    TRY(compare_seen(instance_, verifier_, note, "a checkpoint seen elsewhere"));
  const bool needs_quorum = witnesses_ != nullptr && instance_.store.was_restored();
  const bool quorum = TRY(publication_.ask_what_was_seen(needs_quorum && !options_.accept_rollback));
  if (last_ && instance_.clock.now() + kClockSlack < last_->time) {
    return fail(Kind::conflict,
                "The clock of this machine lies behind the record’s last checkpoint. Set it right first.");
  }
  letters_.refresh();
  load_tallies();
  publication_.load();
  keep_doubt(unseen || (needs_quorum && !quorum), seen_elsewhere);
  const std::lock_guard lock(mutex_);
  committed_ = last_;
  return {};
}

// Our own memory: the tree made of the stored tiles has the root that we signed.
Result<void> Sequencer::recompute(const std::optional<store::Checkpoint>& last) {
  tree_ = {};
  if (!last) return {};
  const auto broken =
      fail(Kind::conflict, "The record in the store doesn’t fit its own checkpoint. Nothing was signed.");
  auto opened = ledger::open_checkpoint(last->note, verifier_);
  if (!opened || opened->checkpoint.size != last->size || opened->checkpoint.root != last->root)
    return broken;
  StoreTiles tiles(instance_.store.record());
  auto tree = ledger::Tree::load(last->size, tiles);
  if (!tree || tree->root() != last->root) return broken;
  // The newest entries are those that a torn or meddled-with disk is likeliest to have lost; ruban doctor
  // reads all.
  const auto newest = (last->size - 1) / ledger::kTileWidth * ledger::kTileWidth;
  if (first_altered(instance_.store.record(), newest, last->size)) return broken;
  tree_ = *std::move(tree);
  return {};
}

void Sequencer::load_tallies() {
  tallies_.clear();
  const auto size = last_ ? last_->size : 0;
  for (const auto& letter : letters_.all()) {
    auto& tally = tallies_[letter->id()];
    for (const auto& issuer : letter->entry.issuers) tally.counts.push_back({issuer.label, 0, 0, 0, 0});
    for (const auto& c : instance_.store.signatures().counts(letter->id(), size)) {
      tally.of(c.issuer) = {c.issuer, c.named, c.anon, c.withdrawn, c.taken_down};
    }
    std::vector<ledger::TallyCount> told;
    const auto read = [&](const store::Event& event) {
      auto entry = ledger::parse_entry(instance_.store.record().entries(event.index, 1).at(0));
      CHECK(entry);
      return *std::move(entry);
    };
    for (const auto& event : instance_.store.letters().latest_events(letter->id(), {"tally"}, 1, size)) {
      const auto last = std::get<ledger::TallyEntry>(read(event));
      tally.told = last.time;
      told = last.counts;
    }
    for (TreeSize below = size; tally.issued_told.size() < letter->entry.issuers.size();) {
      const auto events = instance_.store.letters().latest_events(letter->id(), {"issued"}, 100, below);
      if (events.empty()) break;
      for (const auto& event : events) {
        const auto entry = std::get<ledger::IssuedEntry>(read(event));
        tally.issued_told.try_emplace(entry.issuer, entry.total);  // the newest of each issuer comes first
      }
      below = events.back().index;
    }
    const bool nothing = std::all_of(tally.counts.begin(), tally.counts.end(), [](const auto& c) {
      return c.named + c.anon + c.withdrawn + c.taken_down == 0;
    });
    tally.moved = tally.told ? told != tally.counts : !nothing;
  }
}

store::Checkpoint Sequencer::sign(const ledger::Tree& tree, Instant now) const {
  store::Checkpoint out{tree.size(), tree.root(), {}, now};
  out.note = ledger::sign_checkpoint({instance_.origin, out.size, out.root}, key_);
  return out;
}

// What ends a letter comes last: a signature that was accepted before is never lost by it.
Sequencer::Taken Sequencer::take_waiting() {
  auto& record = instance_.store.record();
  Taken out;
  out.waiting = record.waiting(kMostInABatch);
  out.end = out.waiting.size();
  for (const auto& w : out.waiting) {
    if (auto letter = ended_by(w)) out.ending.push_back(*letter);
  }
  if (out.ending.empty()) return out;
  instance_.store.letters().close_issuing(out.ending);  // from here on none is accepted
  if (instance_.anonymous != nullptr) {
    for (const auto& letter : out.ending) instance_.anonymous->close(letter);
  }
  out.waiting = record.waiting(kMostInABatch);
  const auto ends = [](const store::Waiting& w) { return ended_by(w).has_value(); };
  const auto last =
      std::stable_partition(out.waiting.begin(), out.waiting.end(), [&](const auto& w) { return !ends(w); });
  if (out.waiting.size() == kMostInABatch) {  // more waits: not yet
    out.waiting.erase(last, out.waiting.end());
    out.ending.clear();
  }
  out.end = static_cast<std::size_t>(last - out.waiting.begin());
  return out;
}

std::vector<std::pair<LetterPointer, Ripe>> Sequencer::take_ripe(const std::vector<LetterId>& ending,
                                                                 Instant now) {
  std::vector<std::pair<LetterPointer, Ripe>> out;
  if (instance_.anonymous == nullptr) return out;
  for (const auto& letter : letters_.all()) {
    const bool last = std::find(ending.begin(), ending.end(), letter->id()) != ending.end() ||
                      letter->row.end_index.has_value();
    const auto waiting = instance_.anonymous->count(letter->id());
    if (!epochs_.has_ended(*letter, waiting, now) && !(last && waiting > 0)) continue;
    auto& ripe = out.emplace_back(letter, Ripe{}).second;
    instance_.anonymous->take(letter->id(), [&](std::vector<store::Pooled> all) {
      ripe = ripen(letter->entry, std::move(all), last);
      return ripe.published;
    });
  }
  return out;
}

void Sequencer::settle(const std::vector<std::pair<LetterPointer, Ripe>>& ripe, Instant now) {
  for (const auto& [letter, entries] : ripe) {
    epochs_.passed(*letter, now);
    instance_.anonymous->remove(entries.published);
    instance_.anonymous->remove(entries.dropped);
  }
}

void Sequencer::refresh_letters() {
  letters_are_old_ = true;
  try {
    letters_.refresh();
    letters_are_old_ = false;
  } catch (const store::Unavailable& e) {
    spdlog::error("the letters could not be read again: {}", e.what());
  }
}

Result<bool> Sequencer::step() {
  CHECK(fence_);
  if (letters_are_old_) refresh_letters();
  if (letters_are_old_) return false;  // what waits can't be judged by what was
  auto tallies_before = tallies_;
  try {
    return commit_batch();
  } catch (const store::Unavailable& e) {
    tallies_ = std::move(tallies_before);
    spdlog::error("nothing could be put into the record: {}", e.what());
    return false;
  }
}

// Throws store::Unavailable only while nothing is committed.
Result<bool> Sequencer::commit_batch() {
  auto& record = instance_.store.record();
  // The record's time never runs backwards, whatever the clock does.
  const auto now = last_ ? std::max(instance_.clock.now(), last_->time) : instance_.clock.now();
  const auto tallies_before = tallies_;
  EntrySequence sequence(instance_.store, letters_, tallies_, tree_.size(), now);
  const auto taken = take_waiting();
  const auto ripe = take_ripe(taken.ending, now);
  for (std::size_t i = 0; i < taken.end; ++i) sequence.add(taken.waiting[i]);
  for (const auto& [letter, entries] : ripe) sequence.add_anonymous(entries.published);
  for (std::size_t i = taken.end; i < taken.waiting.size(); ++i) sequence.add(taken.waiting[i]);
  sequence.add_tallies();
  if (sequence.empty()) {
    settle(ripe, now);
    return false;
  }

  const bool touches_letters = sequence.touches_letters();
  auto batch = sequence.take();
  std::vector<Hash> leaves;
  leaves.reserve(batch.entries.size());
  for (const auto& entry : batch.entries) leaves.push_back(ledger::leaf_hash(as_bytes(entry)));
  auto tree = tree_;
  for (auto& tile : tree.append(leaves)) batch.tiles.push_back({tile.id, std::move(tile.bytes)});
  batch.checkpoint = sign(tree, now);

  auto committed = record.commit(last_, *fence_, batch);
  if (!committed) {
    tallies_ = tallies_before;
    if (committed.error().kind == Kind::busy) {  // the disk is full: nothing was written, try again later
      spdlog::error("the batch could not be stored: {}", committed.error().message);
      return false;
    }
    return tl::unexpected(committed.error());
  }
  settle(ripe, now);
  last_ = batch.checkpoint;
  tree_ = std::move(tree);
  if (touches_letters) refresh_letters();
  {
    std::lock_guard lock(mutex_);
    committed_ = last_;
  }
  changed_.notify_all();
  return true;
}

std::optional<store::Checkpoint> Sequencer::committed() {
  const std::lock_guard lock(mutex_);
  return committed_;
}

Result<bool> Sequencer::publish() { return last_ ? publish(*last_) : true; }

Result<bool> Sequencer::publish(const store::Checkpoint& last) {
  const bool published = TRY(publication_.publish(last));
  settle_doubt();
  return published;
}

// After the comparisons of a start.
void Sequencer::keep_doubt(bool arises, const std::vector<std::string>& seen_elsewhere) {
  auto& store = instance_.store;
  const auto published = store.record().published_checkpoint();
  // A copy that was kept elsewhere counts if it isn't older; whether it dates from before the doubt, only
  // whoever accepts a rollback with it can say.
  const bool vouched = options_.accept_rollback &&
                       std::any_of(seen_elsewhere.begin(), seen_elsewhere.end(), [&](const auto& note) {
                         const auto seen = ledger::open_checkpoint(note, verifier_);
                         return seen && (!published || seen->checkpoint.size >= published->size);
                       });
  if (vouched) {
    if (store.doubt()) store.set_doubt(std::nullopt);
  } else if (arises) {
    const auto note = published ? published->note : "";
    // Who knew what was published before the first doubt needn't know what was before a second one.
    if (const auto first = store.doubt(); !first) {
      store.set_doubt(note);
    } else if (*first != note) {
      store.set_doubt("");
    }
  }
  may_lack_entries_ = store.doubt().has_value();
}

// Whoever cosigned what was published before would have seen what is missing.
void Sequencer::settle_doubt() {
  if (!may_lack_entries_ || witnesses_ == nullptr) return;
  auto& store = instance_.store;
  if (!publication_.heard_quorum_of(store.doubt().value_or(""))) return;
  store.set_doubt(std::nullopt);
  may_lack_entries_ = false;
}

// A full disk ends: nothing of this is lost by trying again, since the file is written whole under another
// name.
Result<void> Sequencer::try_publish(const store::Checkpoint& last) {
  try {
    TRY(publish(last));
  } catch (const store::Unavailable& e) {
    spdlog::error("the checkpoint could not be published yet: {}", e.what());
  } catch (const std::system_error& e) {
    if (e.code().value() != ENOSPC && e.code().value() != EDQUOT) throw;
    spdlog::error("the checkpoint could not be published yet: {}", e.what());
  }
  return {};
}

// Beside the thread that commits. What it throws reaches whoever waits for it.
Result<void> Sequencer::publish_along(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    if (const auto last = committed(); last && publication_.is_due(*last)) TRY(try_publish(*last));
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, options_.period, [] { return false; });
  }
  return {};
}

Result<void> Sequencer::run(std::stop_token stop, const std::function<bool()>& clock_is_right) {
  using Steady = std::chrono::steady_clock;
  std::future<Result<void>> publishing;
  struct StopAtEnd {
    std::stop_source source;
    ~StopAtEnd() { source.request_stop(); }
  } publishing_ends;  // before the future waits for its thread
  const auto end_publishing = [&]() -> Result<void> {
    publishing_ends.source.request_stop();
    return publishing.valid() ? publishing.get() : Result<void>();
  };
  if (witnesses_ != nullptr) {
    publishing = std::async(std::launch::async, [this, ends = publishing_ends.source.get_token()] {
      return publish_along(ends);
    });
  }
  while (!stop.stop_requested()) {
    const auto begin = Steady::now();
    if (publishing.valid() && publishing.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
      TRY(end_publishing());
    if (clock_is_right()) TRY(step());
    end_round();
    if (witnesses_ == nullptr && last_ && publication_.is_due(*last_)) TRY(try_publish(*last_));
    std::unique_lock lock(mutex_);
    // Everything that comes within a period shares a batch.
    changed_.wait_until(lock, stop, begin + options_.period, [] { return false; });
  }
  TRY(end_publishing());
  if (clock_is_right()) TRY(step());
  end_round();
  if (last_) TRY(try_publish(*last_));
  instance_.store.record().release_lease();
  fence_.reset();
  return {};
}

void Sequencer::after_round(std::function<void()> once) {
  const std::lock_guard lock(mutex_);
  after_round_.push_back(std::move(once));
}

void Sequencer::end_round() {
  std::vector<std::function<void()>> waiting;
  {
    const std::lock_guard lock(mutex_);
    waiting.swap(after_round_);
  }
  for (const auto& once : waiting) once();
}

}  // namespace ruban::service
