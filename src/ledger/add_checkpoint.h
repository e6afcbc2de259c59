// SPDX-License-Identifier: AGPL-3.0-or-later
// AddCheckpoint (C2SP tlog-witness): what a log asks a witness, how the witness judges it, and how the log
// reads the answer.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/checkpoint.h"
#include "ledger/merkle.h"

namespace ruban::ledger {

inline constexpr std::size_t kMaxConsistencyLines = 63;
inline constexpr std::size_t kMaxAddCheckpointBytes = kMaxNoteBytes + 4096;

// "old N\n", the proof from N on, an empty line, the checkpoint's note.
struct AddCheckpoint {
  TreeSize old_size = 0;
  Proof proof;
  std::string note;

  bool operator==(const AddCheckpoint&) const = default;
};

// Verifies nothing. Reading and writing are inverse to each other.
Result<AddCheckpoint> parse_add_checkpoint(std::string_view body);
std::string format_add_checkpoint(const AddCheckpoint& request);

// Of one log, what a witness has cosigned last.
struct Seen {
  TreeSize size = 0;
  Hash root = empty_root();

  bool operator==(const Seen&) const = default;
};

// Why a witness doesn't cosign. Each has its HTTP status in the protocol.
enum class Refusal {
  malformed,        // 400
  old_size_larger,  // 400: than the checkpoint's
  unknown_log,      // 404
  not_signed,       // 403: no line by a key of that log, or a wrong one
  other_old_size,   // 409: the witness has another size, and says it
  other_root,       // 422: the same size with another root: a fork
  wrong_proof,      // 422
};
int http_status(Refusal refusal);
// A whole sentence for whoever runs the log.
std::string_view sentence_of(Refusal refusal);

// The checkpoint in the note, if one of `keys` signed it. Keys of other origins count for nothing.
tl::expected<Checkpoint, Refusal> open_submission(const AddCheckpoint& request,
                                                  std::span<const VerifierKey> keys);
// Whether the checkpoint goes on from what was seen; empty if it does.
std::optional<Refusal> judge_submission(const AddCheckpoint& request, const Checkpoint& checkpoint,
                                        const Seen& seen);

// What a witness answered, as far as the log cares.
struct WitnessAnswer {
  enum class Sort {
    cosigned,     // 200 with well formed lines
    other_size,   // 409 with its size
    contradicts,  // 409 without a size, or 422: it takes the checkpoint for a fork, or the proof for wrong
    refused,      // 400, 403, 404: it doesn't know this log or its key
    useless,      // anything else
  };
  Sort sort = Sort::useless;
  std::vector<NoteSignature> lines;
  TreeSize size = 0;
};
WitnessAnswer read_witness_answer(int status, std::string_view content_type, std::string_view body);

// How far a fresh cosignature's time may lie from the log's own clock.
inline constexpr std::chrono::minutes kCosignatureSlack{5};

// The witness's cosignature among the lines of an answer; the latest, if there are several. Lines of other
// keys are ignored; Kind::invalid if one by this key doesn't verify, if there is none, or if its time is far
// from `now`.
Result<NoteSignature> find_cosignature(std::string_view body, std::span<const NoteSignature> lines,
                                       const VerifierKey& witness, Instant now);

}  // namespace ruban::ledger
