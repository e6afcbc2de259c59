// SPDX-License-Identifier: AGPL-3.0-or-later
// HttpPost: one call of a server's API, over a connection of its own, without cookies.
#pragma once

#include <string>

#include "cli/http_get.h"

namespace ruban::cli {

struct Posted {
  long status = 0;
  std::string body;  // at most 64 kB
};

// Posts `json` once, and gives whatever the server answers; no redirect is followed. The connection is new,
// and closed afterwards, so that nothing ties this call to another one but what stands in it. Kind::busy if
// no answer came: whether the server has read the call isn't known then.
Result<Posted> http_post(const std::string& url, const std::string& json, const HttpLimits& limits);

}  // namespace ruban::cli
