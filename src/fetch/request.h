// SPDX-License-Identifier: AGPL-3.0-or-later
// One request over a connection of its own, which is opened to nowhere but where the guard lets through.
#pragma once

#include "fetch/fetcher.h"

namespace ruban::fetch {

// Within `limits`, of which `whole` and `wire` are what is left of them. The error has no field.
Result<Exchange> ask(const Url& url, const Policy& policy, const Limits& limits,
                     const std::optional<std::filesystem::path>& ca_file, Instant now);

}  // namespace ruban::fetch
