// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/proved_entries.h"

namespace ruban::audit {
namespace {

auto contradicts() {
  return fail(Kind::invalid, "The entries that the server gives aren't those of its checkpoint.");
}

}  // namespace

Result<ledger::Proof> ProvedEntries::prove(EntryIndex index) {
  auto proof = TRY(ledger::prove_inclusion(index, checkpoint_.size, hashes_));
  const auto leaf = TRY(hashes_.read(0, index));
  if (!ledger::verify_inclusion(index, checkpoint_.size, leaf, proof, checkpoint_.root)) return contradicts();
  return proof;
}

Result<std::vector<std::string>> ProvedEntries::bundle(std::uint64_t n) {
  const auto width = ledger::tile_width(ledger::kEntryLevel, n, checkpoint_.size);
  if (width == 0) return fail(Kind::not_found, "The record has no such entry.");
  const auto first = n * ledger::kTileWidth;
  // The proof of one leaf is made of all the hashes of its tile, so it proves the whole tile.
  TRY(prove(first));
  const auto bytes = TRY(source_.read({ledger::kEntryLevel, n, width}));
  const auto entries = TRY(ledger::split_bundle(bytes, width));
  std::vector<std::string> out;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto leaf = TRY(hashes_.read(0, first + i));
    if (ledger::leaf_hash(as_bytes(entries[i])) != leaf) return contradicts();
    out.emplace_back(entries[i]);
  }
  return out;
}

}  // namespace ruban::audit
