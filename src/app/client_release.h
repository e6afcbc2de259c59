// SPDX-License-Identifier: AGPL-3.0-or-later
// What this program's pages load goes into the record of the instance that it serves.
#pragma once

#include "service/instance.h"

namespace ruban::app {

// As service::release_client(), with the scripts that are embedded here.
bool release_client(service::Instance instance);

}  // namespace ruban::app
