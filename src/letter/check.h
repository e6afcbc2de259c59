// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads a letter's folder, and says everything that is wrong with it at once.
#pragma once

#include <optional>
#include <vector>

#include "letter/fault.h"
#include "letter/folder.h"
#include "letter/letter.h"

namespace ruban::letter {

struct Checked {
  std::optional<Letter> letter;  // set if, and only if, there is no fault
  std::vector<Fault> faults;     // by file, then by line
};

// Reports also what this version of Ruban can't serve yet: the methods invitation, oidc and ssh, and the mode
// sealed. Knows nothing of other letters: whether the slug is free, or `follows` exists, is asked when it is
// published.
Checked check(const Folder& folder);

}  // namespace ruban::letter
