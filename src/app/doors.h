// SPDX-License-Identifier: AGPL-3.0-or-later
// The doors between the commands and what they open.
#pragma once

#include "cli/doors.h"

namespace ruban::app {

cli::Doors doors();

}  // namespace ruban::app
