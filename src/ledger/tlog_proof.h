// SPDX-License-Identifier: AGPL-3.0-or-later
// TlogProof (C2SP tlog-proof): the file that proves an entry's place in the record to whoever has the
// record's key.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "ledger/policy.h"

namespace ruban::ledger {

inline constexpr std::size_t kMaxProofBytes = std::size_t{512} * 1024;

struct TlogProof {
  std::optional<Bytes> extra;  // not authenticated; here the entry itself
  EntryIndex index = 0;
  Proof hashes;            // the leaf's sibling first
  std::string checkpoint;  // the signed note, verbatim

  bool operator==(const TlogProof&) const = default;
};

// Verifies nothing. Reading and writing are inverse to each other.
Result<TlogProof> parse_tlog_proof(std::string_view text);
std::string format_tlog_proof(const TlogProof& proof);

// True to RFC 9162: the entry lies at `index` under a checkpoint that the log signed.
Result<OpenedCheckpoint> verify_tlog_proof(const TlogProof& proof, ByteView entry, const VerifierKey& log);
// The same under a policy, which says what the witnesses add.
Result<Judgement> verify_tlog_proof(const TlogProof& proof, ByteView entry, const Policy& policy);

}  // namespace ruban::ledger
