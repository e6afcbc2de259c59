// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of everything that the site answers.
#pragma once

#include "web/http/router.h"
#include "web/site.h"

namespace ruban::web {

// `site` must outlive the router.
Router routes(const Site& site);

}  // namespace ruban::web
