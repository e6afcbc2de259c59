// SPDX-License-Identifier: AGPL-3.0-or-later
// Checkpoints (C2SP tlog-checkpoint): the signed size and root of the record, and their cosignatures
// (tlog-cosignature).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/time.h"
#include "ledger/note.h"

namespace ruban::ledger {

// An address without scheme and trailing slash, usable as a key's name: "ruban.example.org/log". At most 200
// bytes of printable ASCII.
Result<std::string> parse_origin(std::string_view text);

struct Checkpoint {
  std::string origin;
  TreeSize size = 0;
  Hash root;

  bool operator==(const Checkpoint&) const = default;
};

// Decimal without leading zeros, at most 2^63 − 1.
std::optional<TreeSize> read_tree_size(std::string_view text);

// "origin\nsize\nbase64 root\n". Reading refuses extension lines.
std::string format_checkpoint(const Checkpoint& checkpoint);
Result<Checkpoint> parse_checkpoint(std::string_view body);

// The note, signed by the record's key under the origin's name.
std::string sign_checkpoint(const Checkpoint& checkpoint, const crypto::SigningKey& key);

struct Cosigned {
  VerifierKey witness;
  Instant time;

  bool operator==(const Cosigned&) const = default;
};

struct OpenedCheckpoint {
  Checkpoint checkpoint;
  std::vector<Cosigned>
      cosigned;  // each witness at most once, with its latest time, in the order of `witnesses`
};

// Checks the note: signed by `log`, whose name is the origin. Lines by unknown keys are ignored; a line by
// `log` or by one of `witnesses` that doesn't verify makes it invalid.
Result<OpenedCheckpoint> open_checkpoint(std::string_view note, const VerifierKey& log,
                                         std::span<const VerifierKey> witnesses = {});

// A cosignature/v1 line over a checkpoint's body by the witness `name`.
NoteSignature cosign(std::string_view body, const std::string& name, const crypto::SigningKey& key,
                     Instant time);
// The time of a cosignature that verifies. `witness` is of type cosignature. Time 0 and times after the year
// 9999 are wrong.
Result<Instant> verify_cosignature(std::string_view body, const NoteSignature& line,
                                   const VerifierKey& witness);

}  // namespace ruban::ledger
