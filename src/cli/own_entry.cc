// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/own_entry.h"

#include "audit/consistency.h"
#include "audit/proved_entries.h"
#include "ledger/tlog_proof.h"

namespace ruban::cli {
namespace {

constexpr int kMostLooks = 120;
constexpr std::chrono::seconds kBetweenLooks{1};

auto contradicts() {
  return fail(Kind::conflict,
              "The server's record has changed under what it had published before. Keep your files, and tell "
              "others.");
}

}  // namespace

Result<std::optional<OwnEntry>> look_for_entry(Search& search, audit::Source& source) {
  const auto note = TRY(source.checkpoint());
  const auto judged = ledger::judge_checkpoint(note, search.policy);
  if (!judged) return contradicts();
  const auto& now = judged->opened.checkpoint;
  // A cache may still answer with the one before.
  if (now.size < search.known.size) return std::nullopt;
  const auto relation = TRY(audit::relation(search.known, now, source));
  if (relation != audit::Relation::goes_on) return contradicts();
  search.known = now;

  // All of them are read, also once it is found: a server isn't told where somebody stopped.
  std::optional<std::pair<EntryIndex, Bytes>> found;
  audit::ProvedEntries entries(source, now);
  for (auto n = search.from / ledger::kTileWidth; n * ledger::kTileWidth < now.size; ++n) {
    const auto bundle = TRY(entries.bundle(n));
    for (std::size_t i = 0; i < bundle.size(); ++i) {
      if (!found && bundle[i].starts_with(search.lines))
        found = {n * ledger::kTileWidth + i, to_bytes(bundle[i])};
    }
  }
  search.from = now.size;
  if (!found) return std::nullopt;
  auto proof = TRY(entries.prove(found->first));
  return OwnEntry{found->first, ledger::format_tlog_proof(
                                    {std::move(found->second), found->first, std::move(proof), note})};
}

Result<OwnEntry> wait_for_entry(Search& search, audit::Source& source, Terminal& terminal) {
  for (int look = 0; look < kMostLooks; ++look) {
    if (look > 0) terminal.pause(kBetweenLooks);
    auto found = TRY(look_for_entry(search, source));
    if (found) return *std::move(found);
  }
  return fail(
      Kind::busy,
      "The server has accepted the signature and hasn't published it yet. Run the same command again later: "
      "it goes on from the key file.");
}

}  // namespace ruban::cli
