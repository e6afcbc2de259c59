// SPDX-License-Identifier: AGPL-3.0-or-later
// OwnEntry: finds a signature that was sent in the public record, reading whole bundles, so that the server
// isn't told which one is looked for; and makes its receipt.
#pragma once

#include <optional>
#include <string>

#include "audit/source.h"
#include "cli/terminal.h"
#include "cli/trust.h"
#include "ledger/checkpoint.h"

namespace ruban::cli {

struct OwnEntry {
  EntryIndex index = 0;
  std::string receipt;  // a .tlog-proof
};

struct Search {
  const ledger::Policy& policy;
  ledger::Checkpoint known;  // later ones must go on from it
  TreeSize from = 0;         // entries before aren't looked at
  std::string lines;         // the entry without its last line
};

// Nothing if the record, as it is published now, doesn't hold it. Kind::conflict if it contradicts `known`;
// else what it has now is known, and isn't looked at again.
Result<std::optional<OwnEntry>> look_for_entry(Search& search, audit::Source& source);

// The same until it is there; Kind::busy after two minutes.
Result<OwnEntry> wait_for_entry(Search& search, audit::Source& source, Terminal& terminal);

}  // namespace ruban::cli
