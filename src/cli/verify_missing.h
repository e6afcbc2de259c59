// SPDX-License-Identifier: AGPL-3.0-or-later
// verify --missing: shows that a finished entry is good, that it is late, and that a record doesn't hold it
// (protocol.md A.6, docs/formats/entry-file.md).
#pragma once

#include "cli/commands.h"
#include "cli/verdict.h"

namespace ruban::cli {

// Reads the whole record, so that its server isn't told which entry is looked for. "Verified" is: it would
// count, two epochs have passed since it should have been there, and it isn't.
Verdict verify_missing(const Verify& command, Terminal& terminal);

}  // namespace ruban::cli
