// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "core/check.h"

namespace ruban::ledger {
namespace {

std::string cosigned_text(std::string_view body, std::uint64_t time) {
  return fmt::format("cosignature/v1\ntime {}\n{}", time, body);
}

}  // namespace

std::optional<TreeSize> read_tree_size(std::string_view text) {
  TreeSize out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || (text.size() > 1 && text[0] == '0') ||
      out > static_cast<TreeSize>(std::numeric_limits<std::int64_t>::max())) {
    return std::nullopt;
  }
  return out;
}

Result<std::string> parse_origin(std::string_view text) {
  const bool printable =
      std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '+'; });
  if (text.empty() || text.size() > 200 || !printable || text.find("//") != std::string_view::npos ||
      text.starts_with('/') || text.ends_with('/')) {
    return fail(Kind::invalid,
                "An origin is an address without https:// and without a slash at its end, as in "
                "ruban.example.org/log.",
                "origin");
  }
  return std::string(text);
}

std::string format_checkpoint(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, to_base64(checkpoint.root.view()));
}

Result<Checkpoint> parse_checkpoint(std::string_view body) {
  const auto wrong = fail(Kind::invalid, "A checkpoint has three lines: origin, size and root.");
  std::string_view lines[3];
  for (auto& line : lines) {
    const auto end = body.find('\n');
    if (end == std::string_view::npos) return wrong;
    line = body.substr(0, end);
    body.remove_prefix(end + 1);
  }
  const auto size = read_tree_size(lines[1]);
  const auto root = fixed_from_base64<Hash>(lines[2]);
  if (!body.empty() || !size || !root) return wrong;
  return Checkpoint{TRY(parse_origin(lines[0])), *size, *root};
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const crypto::SigningKey& key) {
  Note note{format_checkpoint(checkpoint), {}};
  CHECK(parse_checkpoint(note.text).has_value());
  note.signatures.push_back(sign_note(note.text, checkpoint.origin, key));
  return format_note(note);
}

NoteSignature cosign(std::string_view body, const std::string& name, const crypto::SigningKey& key,
                     Instant time) {
  const auto seconds = time.time_since_epoch().count();
  CHECK(is_key_name(name) && seconds > 0);
  const auto stamp = static_cast<std::uint64_t>(seconds);
  NoteSignature out{name, key_id(name, KeyType::cosignature, key.public_key()), {}};
  for (int shift = 56; shift >= 0; shift -= 8)
    out.signature.push_back(static_cast<std::uint8_t>(stamp >> shift));
  const auto signature = key.sign(as_bytes(cosigned_text(body, stamp)));
  out.signature.insert(out.signature.end(), signature.bytes.begin(), signature.bytes.end());
  return out;
}

Result<Instant> verify_cosignature(std::string_view body, const NoteSignature& line,
                                   const VerifierKey& witness) {
  CHECK(witness.type() == KeyType::cosignature);
  const auto wrong = fail(Kind::invalid, "A witness's signature of the checkpoint is wrong.", witness.name());
  if (line.name != witness.name() || line.key_id != witness.id()) return wrong;
  constexpr std::size_t kTimeBytes = 8;
  if (line.signature.size() != kTimeBytes + SignatureBytes::kSize) return wrong;
  std::uint64_t stamp = 0;
  for (std::size_t i = 0; i < kTimeBytes; ++i) stamp = stamp << 8 | line.signature[i];
  // Up to the end of the year 9999, the last one that can be written.
  if (stamp == 0 || stamp > 253402300799) return wrong;
  const auto signature = SignatureBytes::from(ByteView(line.signature).subspan(kTimeBytes));
  if (!crypto::verify(witness.key(), as_bytes(cosigned_text(body, stamp)), *signature)) return wrong;
  return Instant(std::chrono::seconds(static_cast<std::int64_t>(stamp)));
}

Result<OpenedCheckpoint> open_checkpoint(std::string_view note_text, const VerifierKey& log,
                                         std::span<const VerifierKey> witnesses) {
  const auto note = TRY(parse_note(note_text));
  if (!TRY(is_signed_by(note, log))) {
    return fail(Kind::invalid, "This checkpoint is not signed by the record's key.");
  }
  OpenedCheckpoint out{TRY(parse_checkpoint(note.text)), {}};
  if (out.checkpoint.origin != log.name()) {
    return fail(Kind::invalid, "This checkpoint is of another record.");
  }
  for (const auto& witness : witnesses) {
    std::optional<Instant> latest;
    for (const auto& line : note.signatures) {
      if (line.name != witness.name() || line.key_id != witness.id()) continue;
      const auto time = TRY(verify_cosignature(note.text, line, witness));
      latest = latest ? std::max(*latest, time) : time;
    }
    if (latest) out.cosigned.push_back({witness, *latest});
  }
  return out;
}

}  // namespace ruban::ledger
