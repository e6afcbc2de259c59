// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/note.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "core/check.h"
#include "core/utf8.h"
#include "crypto/sha256.h"

namespace ruban::ledger {
namespace {

constexpr std::string_view kDash = "\u2014 ";

// Unicode's White_Space above the control characters.
constexpr std::array<std::string_view, 20> kSpaces{
    " ",      "\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
    "\u2006", "\u2007", "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }

// "— name base64", without the line feed.
Result<NoteSignature> parse_signature_line(std::string_view line) {
  const auto wrong =
      fail(Kind::invalid, "A signature line of the note is not of the form that it should have.");
  if (!line.starts_with(kDash)) return wrong;
  line.remove_prefix(kDash.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return wrong;
  auto bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() < 5) return wrong;
  NoteSignature out;
  out.name = line.substr(0, space);
  for (std::size_t i = 0; i < 4; ++i) out.key_id = out.key_id << 8 | (*bytes)[i];
  out.signature.assign(bytes->begin() + 4, bytes->end());
  return out;
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty() || name.size() > 255 || !is_utf8(name)) return false;
  if (std::any_of(name.begin(), name.end(), [](char c) { return is_control(c) || c == '+'; })) return false;
  return std::none_of(kSpaces.begin(), kSpaces.end(),
                      [&](auto space) { return name.find(space) != std::string_view::npos; });
}

std::uint32_t key_id(std::string_view name, KeyType type, const PublicKey& key) {
  const std::uint8_t middle[] = {0x0A, static_cast<std::uint8_t>(type)};
  const auto hash = crypto::sha256({as_bytes(name), middle, key.view()});
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = out << 8 | hash.bytes[i];
  return out;
}

VerifierKey::VerifierKey(std::string name, KeyType type, const PublicKey& key)
    : name_(std::move(name)), type_(type), key_(key), id_(key_id(name_, type, key)) {}

VerifierKey VerifierKey::make(std::string name, KeyType type, const PublicKey& key) {
  CHECK(is_key_name(name));
  return VerifierKey(std::move(name), type, key);
}

Result<VerifierKey> VerifierKey::parse(std::string_view vkey) {
  const auto wrong = fail(Kind::invalid, "This is not a verifier key of the form name+id+key.");
  const auto first = vkey.find('+');
  if (first == std::string_view::npos) return wrong;
  const auto second = vkey.find('+', first + 1);
  if (second == std::string_view::npos) return wrong;
  const auto name = vkey.substr(0, first);
  const auto id = vkey.substr(first + 1, second - first - 1);
  const auto bytes = from_base64(vkey.substr(second + 1));
  if (!is_key_name(name) || !bytes || bytes->empty()) return wrong;
  const auto type = (*bytes)[0];
  if (type != static_cast<std::uint8_t>(KeyType::ed25519) &&
      type != static_cast<std::uint8_t>(KeyType::cosignature)) {
    return fail(Kind::invalid, "This verifier key is of a type that isn't known here.");
  }
  const auto key = PublicKey::from(ByteView(*bytes).subspan(1));
  if (!key || !crypto::is_valid(*key)) return wrong;
  auto out = VerifierKey(std::string(name), static_cast<KeyType>(type), *key);
  if (fmt::format("{:08x}", out.id_) != id) {
    return fail(Kind::invalid, "This verifier key's id is not that of its key.");
  }
  return out;
}

std::string VerifierKey::text() const {
  Bytes bytes(1 + PublicKey::kSize, static_cast<std::uint8_t>(type_));
  std::copy(key_.bytes.begin(), key_.bytes.end(), bytes.begin() + 1);
  return fmt::format("{}+{:08x}+{}", name_, id_, to_base64(bytes));
}

Result<std::vector<NoteSignature>> parse_signature_lines(std::string_view lines) {
  if (lines.size() > kMaxNoteBytes) return fail(Kind::too_large, "This note is too long.");
  std::vector<NoteSignature> out;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    if (end == std::string_view::npos) return fail(Kind::invalid, "The note ends in the middle of a line.");
    if (out.size() == kMaxNoteSignatures) return fail(Kind::too_large, "This note has too many signatures.");
    out.push_back(TRY(parse_signature_line(lines.substr(0, end))));
    lines.remove_prefix(end + 1);
  }
  return out;
}

Result<Note> parse_note(std::string_view text) {
  if (text.size() > kMaxNoteBytes) return fail(Kind::too_large, "This note is too long.");
  if (!is_utf8(text) ||
      std::any_of(text.begin(), text.end(), [](char c) { return c != '\n' && is_control(c); })) {
    return fail(Kind::invalid, "A note is UTF-8 without control characters.");
  }
  const auto blank = text.rfind("\n\n");
  if (blank == std::string_view::npos) return fail(Kind::invalid, "This note has no signatures.");
  Note out;
  out.text = text.substr(0, blank + 1);
  out.signatures = TRY(parse_signature_lines(text.substr(blank + 2)));
  if (out.signatures.empty()) return fail(Kind::invalid, "This note has no signatures.");
  return out;
}

std::string format_signature_line(const NoteSignature& signature) {
  Bytes bytes(4 + signature.signature.size());
  for (unsigned i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(signature.key_id >> (24 - 8 * i));
  std::copy(signature.signature.begin(), signature.signature.end(), bytes.begin() + 4);
  return fmt::format("{}{} {}\n", kDash, signature.name, to_base64(bytes));
}

std::string format_note(const Note& note) {
  auto out = note.text + "\n";
  for (const auto& signature : note.signatures) out += format_signature_line(signature);
  return out;
}

NoteSignature sign_note(std::string_view text, const std::string& name, const crypto::SigningKey& key) {
  CHECK(is_key_name(name));
  const auto signature = key.sign(as_bytes(text));
  return {name, key_id(name, KeyType::ed25519, key.public_key()), to_bytes(signature.view())};
}

Result<bool> is_signed_by(const Note& note, const VerifierKey& key) {
  CHECK(key.type() == KeyType::ed25519);
  bool found = false;
  for (const auto& line : note.signatures) {
    if (line.name != key.name() || line.key_id != key.id()) continue;
    const auto signature = SignatureBytes::from(line.signature);
    if (!signature || !crypto::verify(key.key(), as_bytes(note.text), *signature)) {
      return fail(Kind::invalid, "A signature of the note by a known key is wrong.", key.name());
    }
    found = true;
  }
  return found;
}

}  // namespace ruban::ledger
