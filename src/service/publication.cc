// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/publication.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "ledger/merkle.h"
#include "service/compare_seen.h"
#include "service/store_tiles.h"

namespace ruban::service {

Publication::Publication(Instance instance, ledger::VerifierKey log, store::PublishedFile file,
                         Witnesses* witnesses, Options options)
    : instance_(instance),
      log_(std::move(log)),
      file_(std::move(file)),
      witnesses_(witnesses),
      options_(std::move(options)) {
  if (!options_.every) options_.every = std::chrono::seconds(witnesses_ == nullptr ? 1 : 10);
}

void Publication::load() {
  auto& record = instance_.store.record();
  const auto published = record.published_checkpoint();
  if (!published) return;
  published_ = published->size;
  if (witnesses_ == nullptr) return;  // what is published next has another size, and nobody's lines
  lines_size_ = published->size;
  lines_ = cosignatures_in(published->note);
  const auto keys = witnesses_->policy().witness_keys();
  std::erase_if(lines_, [&](const auto& line) {
    return std::none_of(keys.begin(), keys.end(), [&](const auto& key) {
      return line.first == WitnessId{key.name(), key.id()};
    });
  });
  first_lines_ = cosignatures_in(record.published_at(published->time)->note);
}

Publication::Lines Publication::cosignatures_in(const std::string& text) const {
  Lines out;
  const auto note = ledger::parse_note(text);
  if (!note) return out;
  for (const auto& line : note->signatures) {
    const WitnessId id{line.name, line.key_id};
    if (id != WitnessId{log_.name(), log_.id()}) out[id] = line;
  }
  return out;
}

Result<bool> Publication::ask_what_was_seen(bool quorum_first) {
  if (witnesses_ == nullptr) return false;
  std::vector<ledger::Cosigned> answered;
  for (const auto& look : witnesses_->look()) {
    if (!look.seen) {
      spdlog::warn("the witness {} was asked what it has seen: {}", look.name, look.seen.error().message);
      continue;
    }
    TRY(compare_seen(instance_, log_, look.seen->note, "the witness " + look.name));
    if (!look.seen->cosigned) continue;
    for (const auto& witness : witnesses_->policy().witnesses()) {
      if (witness.name == look.name) answered.push_back({witness.key, Instant{}});
    }
  }
  const bool quorum = witnesses_->policy().quorum_met(answered);
  if (quorum_first && !quorum) {
    return fail(
        Kind::busy,
        "This store was restored from a backup, so a quorum of the witnesses must say first what they "
        "have seen. Try again when they can be reached, or start with --accept-rollback true.");
  }
  return quorum;
}

bool Publication::heard_quorum_of(const std::string& note) const {
  const auto before = cosignatures_in(note);
  std::vector<ledger::Cosigned> heard;
  for (const auto& key : witnesses_->policy().witness_keys()) {
    const WitnessId id{key.name(), key.id()};
    if (heard_.contains(id) && before.contains(id)) heard.push_back({key, Instant{}});
  }
  return witnesses_->policy().quorum_met(heard);
}

bool Publication::is_due(const store::Checkpoint& last) const {
  const auto now = options_.steady();
  if (tried_ && now - *tried_ < *options_.every) return false;
  if (published_ != last.size) return true;
  return witnesses_ != nullptr &&
         (heartbeat_is_due() || lines_.size() < witnesses_->policy().witnesses().size());
}

bool Publication::heartbeat_is_due() const {
  return !asked_all_ || options_.steady() - *asked_all_ >= options_.heartbeat;
}

Result<bool> Publication::publish(const store::Checkpoint& last) {
  tried_ = options_.steady();
  if (witnesses_ == nullptr) {
    if (published_ != last.size) write(last);
    return true;
  }
  const bool fresh = TRY(collect(last));
  if (published_ == last.size) {
    if (fresh) write(last);
    return true;
  }
  if (lines_.empty()) {
    if (!silent_since_) silent_since_ = tried_;
    if (*tried_ - *silent_since_ < options_.patience) return false;
    spdlog::warn("no witness has cosigned for a while: size {} is published log only", last.size);
  }
  write(last);
  return true;
}

// True if there is a new cosignature.
Result<bool> Publication::collect(const store::Checkpoint& last) {
  const auto prove = [&](TreeSize old_size, TreeSize size) {
    StoreTiles tiles(instance_.store.record());
    ledger::TileHashReader hashes(size, tiles);
    return ledger::prove_consistency(old_size, size, hashes);
  };
  const bool all = lines_size_ != last.size || heartbeat_is_due();
  if (all) asked_all_ = options_.steady();
  if (lines_size_ != last.size) {
    lines_.clear();
    first_lines_.clear();
  }
  lines_size_ = last.size;
  const auto lacks = [&](const ledger::VerifierKey& witness) {
    return all || !lines_.contains({witness.name(), witness.id()});
  };
  const auto round = witnesses_->ask(last.note, last.size, prove, lacks, instance_.clock.now());
  for (const auto& seen : round.seen)
    TRY(compare_seen(instance_, log_, seen.note, "the witness " + seen.name));
  for (const auto& line : round.lines) {
    lines_[{line.name, line.key_id}] = line;
    heard_.insert({line.name, line.key_id});
    first_lines_.try_emplace({line.name, line.key_id}, line);
  }
  if (round.lines.empty()) return false;
  silent_since_.reset();
  return true;
}

void Publication::write(const store::Checkpoint& last) {
  store::PublishedNotes notes{last.note, last.note};
  for (const auto& [id, line] : lines_) notes.newest += ledger::format_signature_line(line);
  for (const auto& [id, line] : first_lines_) notes.earliest += ledger::format_signature_line(line);
  file_.write(notes.newest);
  instance_.store.record().mark_published(last.size, notes, std::max(instance_.clock.now(), last.time));
  published_ = last.size;
  if (listener_) listener_();
}

}  // namespace ruban::service
