// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/add_checkpoint.h"

#include <fmt/format.h>

namespace ruban::ledger {
namespace {

constexpr std::string_view kOld = "old ", kSizeType = "text/x.tlog.size";

// Without parameters, as "text/x.tlog.size; charset=utf-8".
bool is_size_type(std::string_view content_type) {
  content_type = content_type.substr(0, content_type.find(';'));
  while (content_type.ends_with(' ')) content_type.remove_suffix(1);
  return content_type == kSizeType;
}

WitnessAnswer read_conflict(std::string_view content_type, std::string_view body) {
  if (is_size_type(content_type) && body.ends_with('\n')) {
    if (const auto size = read_tree_size(body.substr(0, body.size() - 1)))
      return {WitnessAnswer::Sort::other_size, {}, *size};
  }
  return {WitnessAnswer::Sort::contradicts, {}, 0};
}

}  // namespace

Result<AddCheckpoint> parse_add_checkpoint(std::string_view body) {
  const auto wrong = fail(Kind::invalid, "This isn't a request of the form that add-checkpoint has.");
  if (body.size() > kMaxAddCheckpointBytes) return fail(Kind::too_large, "This request is too long.");
  const auto next_line = [&]() -> std::optional<std::string_view> {
    const auto end = body.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = body.substr(0, end);
    body.remove_prefix(end + 1);
    return line;
  };
  AddCheckpoint out;
  auto line = next_line();
  if (!line || !line->starts_with(kOld)) return wrong;
  const auto old_size = read_tree_size(line->substr(kOld.size()));
  if (!old_size) return wrong;
  out.old_size = *old_size;
  for (line = next_line(); line && !line->empty(); line = next_line()) {
    const auto hash = fixed_from_base64<Hash>(*line);
    if (!hash || out.proof.size() == kMaxConsistencyLines) return wrong;
    out.proof.push_back(*hash);
  }
  if (!line || !parse_note(body)) return wrong;
  out.note = body;
  return out;
}

std::string format_add_checkpoint(const AddCheckpoint& request) {
  auto out = fmt::format("{}{}\n", kOld, request.old_size);
  for (const auto& hash : request.proof) out += to_base64(hash.view()) + "\n";
  out += "\n";
  out += request.note;
  return out;
}

int http_status(Refusal refusal) {
  switch (refusal) {
    case Refusal::malformed:
    case Refusal::old_size_larger:
      return 400;
    case Refusal::not_signed:
      return 403;
    case Refusal::unknown_log:
      return 404;
    case Refusal::other_old_size:
      return 409;
    case Refusal::other_root:
    case Refusal::wrong_proof:
      return 422;
  }
  return 500;
}

std::string_view sentence_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::malformed:
      return "This isn't a request of the form that add-checkpoint has.";
    case Refusal::old_size_larger:
      return "The old size is larger than the checkpoint's.";
    case Refusal::not_signed:
      return "The checkpoint isn't signed by the key that this witness knows of the log.";
    case Refusal::unknown_log:
      return "This witness doesn't watch over this log.";
    case Refusal::other_old_size:
      return "This witness has cosigned another size last.";
    case Refusal::other_root:
      return "This witness has cosigned another root of the same size: the log has forked.";
    case Refusal::wrong_proof:
      return "The proof doesn't show that the checkpoint goes on from the one that was cosigned last.";
  }
  return {};
}

tl::expected<Checkpoint, Refusal> open_submission(const AddCheckpoint& request,
                                                  std::span<const VerifierKey> keys) {
  const auto note = parse_note(request.note);
  const auto checkpoint = note ? parse_checkpoint(note->text) : tl::unexpected(note.error());
  if (!checkpoint) return tl::unexpected(Refusal::malformed);
  bool known = false, good = false;
  for (const auto& key : keys) {
    if (key.name() != checkpoint->origin) continue;
    known = true;
    const auto by_it = is_signed_by(*note, key);
    if (!by_it) return tl::unexpected(Refusal::not_signed);
    good = good || *by_it;
  }
  if (!known) return tl::unexpected(Refusal::unknown_log);
  if (!good) return tl::unexpected(Refusal::not_signed);
  return *checkpoint;
}

std::optional<Refusal> judge_submission(const AddCheckpoint& request, const Checkpoint& checkpoint,
                                        const Seen& seen) {
  if (request.old_size > checkpoint.size) return Refusal::old_size_larger;
  if (request.old_size != seen.size) return Refusal::other_old_size;
  if (checkpoint.size == 0 && checkpoint.root != empty_root()) return Refusal::other_root;
  if (checkpoint.size == seen.size) {
    if (checkpoint.root != seen.root) return Refusal::other_root;
    if (!request.proof.empty()) return Refusal::wrong_proof;
    return {};
  }
  if (seen.size == 0) {  // every tree goes on from the empty one
    if (!request.proof.empty()) return Refusal::wrong_proof;
    return {};
  }
  if (!verify_consistency(seen.size, checkpoint.size, seen.root, checkpoint.root, request.proof))
    return Refusal::wrong_proof;
  return {};
}

WitnessAnswer read_witness_answer(int status, std::string_view content_type, std::string_view body) {
  switch (status) {
    case 200: {
      auto lines = parse_signature_lines(body);
      if (!lines || lines->empty()) return {};
      return {WitnessAnswer::Sort::cosigned, *std::move(lines), 0};
    }
    case 409:
      return read_conflict(content_type, body);
    case 422:
      return {WitnessAnswer::Sort::contradicts, {}, 0};
    case 400:
    case 403:
    case 404:
      return {WitnessAnswer::Sort::refused, {}, 0};
    default:
      return {};
  }
}

Result<NoteSignature> find_cosignature(std::string_view body, std::span<const NoteSignature> lines,
                                       const VerifierKey& witness, Instant now) {
  std::optional<NoteSignature> best;
  Instant best_time{};
  for (const auto& line : lines) {
    if (line.name != witness.name() || line.key_id != witness.id()) continue;
    const auto time = TRY(verify_cosignature(body, line, witness));
    if (best && time <= best_time) continue;
    best = line;
    best_time = time;
  }
  if (!best) return fail(Kind::invalid, "The witness answered without its signature.", witness.name());
  if (best_time > now + kCosignatureSlack || best_time < now - kCosignatureSlack) {
    return fail(Kind::invalid, "The time of the witness's signature is far from ours.", witness.name());
  }
  return *best;
}

}  // namespace ruban::ledger
