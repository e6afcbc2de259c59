// SPDX-License-Identifier: AGPL-3.0-or-later
// `ruban serve`: an instance, from its configuration to its last answered request.
#pragma once

#include "app/config.h"

namespace ruban::app {

int serve(const Config& config);

}  // namespace ruban::app
