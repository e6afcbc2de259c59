// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/tlog_proof.h"

#include <fmt/format.h>

#include <bit>

#include "ledger/entry_lines.h"

namespace ruban::ledger {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1", kExtra = "extra ", kIndex = "index ";
constexpr std::size_t kMaxHashes = 63;

// How many hashes lead from a leaf to the root (RFC 9162, 2.1.3): one for each level at which it has a
// sibling.
std::size_t hashes_of(EntryIndex index, TreeSize size) {
  const auto inner = std::bit_width(index ^ (size - 1));
  return static_cast<std::size_t>(inner + std::popcount(index >> inner));
}

Result<void> check_inclusion(const TlogProof& proof, ByteView entry, const Checkpoint& checkpoint) {
  if (proof.index >= checkpoint.size)
    return fail(Kind::invalid, "The entry’s index lies beyond the end of the record at this checkpoint.");
  const auto needed = hashes_of(proof.index, checkpoint.size);
  if (proof.hashes.size() < needed)
    return fail(Kind::invalid, "The proof has too few hashes for an entry at this place.");
  if (proof.hashes.size() > needed)
    return fail(Kind::invalid, "The proof has too many hashes for an entry at this place.");
  if (!verify_inclusion(proof.index, checkpoint.size, leaf_hash(entry), proof.hashes, checkpoint.root)) {
    return fail(Kind::invalid,
                "The entry isn’t where the proof says that it is: entry, index or a hash was altered.");
  }
  return {};
}

}  // namespace

Result<TlogProof> parse_tlog_proof(std::string_view text) {
  const auto cut_off = fail(Kind::invalid, "This proof ends too early: the file was cut off.");
  if (text.size() > kMaxProofBytes) return fail(Kind::too_large, "This proof file is too long.");
  const auto next_line = [&]() -> std::optional<std::string_view> {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
  };
  if (text.find('\r') != std::string_view::npos) {
    return fail(Kind::invalid,
                "This proof has line ends of Windows (CR LF), which aren’t those that it was made with. Take "
                "the file "
                "as it was downloaded.");
  }
  if (next_line() != kHeader)
    return fail(Kind::invalid, "This is not a proof file of the form c2sp.org/tlog-proof@v1.");
  TlogProof out;
  auto line = next_line();
  if (line && line->starts_with(kExtra)) {
    auto extra = from_base64(line->substr(kExtra.size()));
    if (!extra) return fail(Kind::invalid, "The entry in this proof isn’t canonical base64.");
    out.extra = *std::move(extra);
    line = next_line();
  }
  if (!line) return cut_off;
  if (!line->starts_with(kIndex)) return fail(Kind::invalid, "The line “index” is missing in this proof.");
  const auto index = read_integer(line->substr(kIndex.size()));
  if (!index) return fail(Kind::invalid, "The index in this proof isn’t a plain whole number.");
  out.index = *index;
  for (line = next_line(); line && !line->empty(); line = next_line()) {
    const auto hash = fixed_from_base64<Hash>(*line);
    if (!hash) return fail(Kind::invalid, "A hash in this proof isn’t 32 bytes in canonical base64.");
    if (out.hashes.size() == kMaxHashes)
      return fail(Kind::invalid, "This proof has more hashes than any can have.");
    out.hashes.push_back(*hash);
  }
  if (!line) return cut_off;
  TRY(parse_note(text));
  out.checkpoint = text;
  return out;
}

std::string format_tlog_proof(const TlogProof& proof) {
  auto out = fmt::format("{}\n", kHeader);
  if (proof.extra) out += fmt::format("{}{}\n", kExtra, to_base64(*proof.extra));
  out += fmt::format("{}{}\n", kIndex, proof.index);
  for (const auto& hash : proof.hashes) out += to_base64(hash.view()) + "\n";
  out += "\n";
  out += proof.checkpoint;
  return out;
}

Result<OpenedCheckpoint> verify_tlog_proof(const TlogProof& proof, ByteView entry, const VerifierKey& log) {
  auto opened = TRY(open_checkpoint(proof.checkpoint, log));
  TRY(check_inclusion(proof, entry, opened.checkpoint));
  return opened;
}

Result<Judgement> verify_tlog_proof(const TlogProof& proof, ByteView entry, const Policy& policy) {
  auto judged = TRY(judge_checkpoint(proof.checkpoint, policy));
  TRY(check_inclusion(proof, entry, judged.opened.checkpoint));
  return judged;
}

}  // namespace ruban::ledger
