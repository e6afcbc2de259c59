// SPDX-License-Identifier: AGPL-3.0-or-later
// NAME.ruban-key: what a signer keeps in order to withdraw, to say that a pledge is kept, or to go on after a
// fault.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/secret.h"
#include "crypto/ed25519.h"
#include "ledger/entry.h"

namespace ruban::signature {

struct KeyFile {
  std::string origin;  // of the record, "ruban.example.org/log"
  LetterId letter;
  std::string issuer;  // label
  Secret<crypto::Seed> seed;
  std::optional<Bytes> blinded;      // once it was asked for
  std::optional<Bytes> cred;         // once it was issued
  std::optional<ledger::Mode> mode;  // once it was chosen: named or anon
  std::optional<EntryIndex> index;   // once it is in the record
};

inline constexpr std::size_t kMaxKeyFile = 4096;  // bytes; the longest file has fewer than 2,000

// The lines of docs/formats/key-file.md, with LF.
Secret<std::string> format(const KeyFile& file);
// Reads what format() writes; lines may end with CRLF, since editors and browsers change that. Faults are on
// the field "key-file".
Result<KeyFile> parse_key_file(std::string_view text);

}  // namespace ruban::signature
