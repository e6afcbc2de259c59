// SPDX-License-Identifier: AGPL-3.0-or-later
// Signed notes (C2SP signed-note): a text, and signature lines by named keys.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "crypto/ed25519.h"

namespace ruban::ledger {

inline constexpr std::size_t kMaxNoteBytes = std::size_t{256} * 1024;
inline constexpr std::size_t kMaxNoteSignatures = 64;

enum class KeyType : std::uint8_t { ed25519 = 0x01, cosignature = 0x04 };

// Not empty, UTF-8, without Unicode spaces, control characters or '+'; at most 255 bytes.
bool is_key_name(std::string_view name);

// Who a signature line is by: a name, and the id of a key of it.
class VerifierKey {
 public:
  // CHECKs is_key_name(name).
  static VerifierKey make(std::string name, KeyType type, const PublicKey& key);
  // "name+0123abcd+base64(type ‖ key)"; the id must be that of the key, the key a valid one.
  static Result<VerifierKey> parse(std::string_view vkey);
  std::string text() const;

  const std::string& name() const { return name_; }
  std::uint32_t id() const { return id_; }
  KeyType type() const { return type_; }
  const PublicKey& key() const { return key_; }
  bool operator==(const VerifierKey&) const = default;

 private:
  VerifierKey(std::string name, KeyType type, const PublicKey& key);
  std::string name_;
  KeyType type_;
  PublicKey key_;
  std::uint32_t id_;
};

// First four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), big-endian.
std::uint32_t key_id(std::string_view name, KeyType type, const PublicKey& key);

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  Bytes signature;  // what follows the key id

  bool operator==(const NoteSignature&) const = default;
};

struct Note {
  std::string text;  // ends with a line feed
  std::vector<NoteSignature> signatures;

  bool operator==(const Note&) const = default;
};

// Verifies nothing yet. Reading back what format_note() wrote gives the same note, and the other way round.
Result<Note> parse_note(std::string_view text);
std::string format_note(const Note& note);
// "— name base64\n"
std::string format_signature_line(const NoteSignature& signature);
// Lines as a witness answers with them.
Result<std::vector<NoteSignature>> parse_signature_lines(std::string_view lines);

// An Ed25519 signature (type 0x01) over `text`.
NoteSignature sign_note(std::string_view text, const std::string& name, const crypto::SigningKey& key);

// True if some line by `key` (type ed25519) verifies, false if there is none. Kind::invalid if a line by it
// doesn't.
Result<bool> is_signed_by(const Note& note, const VerifierKey& key);

}  // namespace ruban::ledger
