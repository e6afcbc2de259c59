// SPDX-License-Identifier: AGPL-3.0-or-later
#include "witness/witness.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "core/check.h"

namespace ruban::witness {
namespace {

using ledger::Refusal;

// The same checkpoint again within this time gets the same cosignature: whoever repeats a request costs us
// nothing on the disk.
constexpr std::chrono::seconds kFresh{2};
// How long a request waits for another one of the same log: whoever repeats requests while a record is
// recounted doesn't keep everybody waiting.
constexpr std::chrono::milliseconds kTurn{200};
// A clock that was set back by more than this is believed again.
constexpr std::chrono::minutes kClockSlack{5};

Witness::Answer refuse(Refusal refusal) {
  return {http_status(refusal), "text/plain; charset=utf-8",
          fmt::format("{}\n", ledger::sentence_of(refusal))};
}

Witness::Answer unable(std::string_view sentence, int status = 503) {
  return {status, "text/plain; charset=utf-8", fmt::format("{}\n", sentence)};
}

constexpr std::string_view kDisk = "This witness’s disk fails.";

const ledger::NoteSignature* find_line(const ledger::Note& note, const ledger::VerifierKey& key) {
  const auto found = std::find_if(note.signatures.begin(), note.signatures.end(), [&](const auto& line) {
    return line.name == key.name() && line.key_id == key.id();
  });
  return found == note.signatures.end() ? nullptr : &*found;
}

}  // namespace

Witness::Witness(WitnessKey key, Logs logs, const Clock& clock, Vouching* vouching)
    : key_(std::move(key)),
      verifier_(key_.verifier()),
      logs_(std::move(logs)),
      clock_(clock),
      vouching_(vouching) {}

Result<void> Witness::check() const {
  logs_.sync();
  const auto logs = TRY(logs_.all());
  for (const auto& log : logs) TRY(recall(log.key));
  return {};
}

// Our own signature shows that the file is whole, and that this key wrote it.
Result<Witness::Memory> Witness::recall(const ledger::VerifierKey& log) const {
  Memory out;
  out.note = TRY(logs_.seen(log.name()));
  if (out.note.empty()) return out;
  const auto spoilt =
      fail(Kind::conflict,
           "What this witness has cosigned last of this log can’t be read, so nothing more is "
           "cosigned.",
           log.name());
  const auto note = ledger::parse_note(out.note);
  const auto checkpoint = note ? ledger::parse_checkpoint(note->text) : tl::unexpected(note.error());
  if (!checkpoint || checkpoint->origin != log.name()) return spoilt;
  const auto* line = find_line(*note, verifier_);
  const auto time = line == nullptr ? spoilt : ledger::verify_cosignature(note->text, *line, verifier_);
  if (!time) return spoilt;
  out.seen = {checkpoint->size, checkpoint->root};
  out.line = ledger::format_signature_line(*line);
  out.time = *time;
  return out;
}

std::timed_mutex& Witness::turn_of(const std::string& origin) {
  const std::lock_guard lock(mutex_);
  return turns_[origin];
}

Witness::Answer Witness::add_checkpoint(std::string_view body) {
  const auto request = ledger::parse_add_checkpoint(body);
  if (!request) return refuse(Refusal::malformed);
  const auto logs = logs_.all();
  if (broken_) return unable(kDisk);
  if (!logs) return unable(logs.error().message);
  std::vector<ledger::VerifierKey> keys;
  for (const auto& log : *logs) keys.push_back(log.key);
  const auto checkpoint = ledger::open_submission(*request, keys);
  if (!checkpoint) return refuse(checkpoint.error());

  const std::unique_lock turn(turn_of(checkpoint->origin), kTurn);
  if (!turn) return unable("This witness is busy with another request of this log.");
  const auto log = std::find_if(logs->begin(), logs->end(),
                                [&](const auto& l) { return l.key.name() == checkpoint->origin; });
  CHECK(log != logs->end());
  const auto last = recall(log->key);
  if (!last) {
    spdlog::error("{}: {}", last.error().field, last.error().message);
    return unable(last.error().message);
  }
  if (const auto refusal = ledger::judge_submission(*request, *checkpoint, last->seen)) {
    if (*refusal == Refusal::other_old_size)
      return {409, "text/x.tlog.size", fmt::format("{}\n", last->seen.size)};
    spdlog::warn("{}: a checkpoint of size {} is not cosigned: {}", checkpoint->origin, checkpoint->size,
                 ledger::sentence_of(*refusal));
    return refuse(*refusal);
  }
  const auto age = clock_.now() - last->time;
  if (!last->note.empty() && checkpoint->size == last->seen.size && age >= age.zero() && age < kFresh)
    return {200, "text/plain; charset=utf-8", last->line};
  if (vouching_ != nullptr) {
    if (const auto vouched = vouching_->vouch(*log, *checkpoint); !vouched) {
      spdlog::warn("{}: a checkpoint of size {} is not cosigned: {}", checkpoint->origin, checkpoint->size,
                   vouched.error().message);
      return unable(vouched.error().message, vouched.error().kind == Kind::busy ? 503 : 403);
    }
  }
  return cosign(*ledger::parse_note(request->note), *checkpoint, keys, *last);
}

bool Witness::remember(const std::string& origin, const std::string& note) {
  try {
    logs_.remember(origin, note);
    return true;
  } catch (const std::system_error& e) {
    spdlog::critical("{}: {}", origin, e.what());
    // A full disk has changed nothing: the note is written whole under another name first.
    broken_ = e.code().value() != ENOSPC && e.code().value() != EDQUOT;
    return false;
  }
}

Instant Witness::time_after(Instant last) const {
  const auto now = clock_.now();
  return now < last && last - now <= kClockSlack ? last : now;
}

Witness::Answer Witness::cosign(const ledger::Note& note, const ledger::Checkpoint& checkpoint,
                                const std::vector<ledger::VerifierKey>& keys, const Memory& last) {
  ledger::Note kept{note.text, {}};
  for (const auto& key : keys) {
    const auto* line = key.name() == checkpoint.origin ? find_line(note, key) : nullptr;
    if (line != nullptr) kept.signatures.push_back(*line);
  }
  kept.signatures.push_back(ledger::cosign(note.text, key_.name, key_.key, time_after(last.time)));
  if (!remember(checkpoint.origin, ledger::format_note(kept))) return unable(kDisk);
  spdlog::info("{}: cosigned at size {}", checkpoint.origin, checkpoint.size);
  return {200, "text/plain; charset=utf-8", ledger::format_signature_line(kept.signatures.back())};
}

Result<std::string> Witness::checkpoint(std::string_view origin_hash) const {
  if (broken_) return fail(Kind::busy, "This witness’s disk fails.");
  const auto logs = TRY(logs_.all());
  for (const auto& log : logs) {
    if (hash_of_origin(log.key.name()) != origin_hash) continue;
    auto memory = TRY(recall(log.key));
    if (!memory.note.empty()) return std::move(memory.note);
  }
  return fail(Kind::not_found, "This witness has cosigned no checkpoint of such a log.");
}

std::vector<Witness::Watched> Witness::watched() const {
  std::vector<Watched> out;
  const auto logs = logs_.all();
  if (!logs) return out;
  for (const auto& log : *logs) {
    const auto memory = recall(log.key);
    if (memory) out.push_back({log, memory->seen, memory->time, !memory->note.empty()});
  }
  return out;
}

}  // namespace ruban::witness
