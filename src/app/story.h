// SPDX-License-Identifier: AGPL-3.0-or-later
// The story of June 2018, told through the real services with a clock of its own.
#pragma once

#include "app/clock.h"
#include "cli/doors.h"

namespace ruban::app {

// Publishes both letters and lets their invented signatories sign, code by mail and all. The clock stands at
// the story's end afterwards. Any failure is a fault of ours, and is thrown.
void tell_story(cli::OpenInstance& instance, StoryClock& clock, crypto::Random& random);

}  // namespace ruban::app
