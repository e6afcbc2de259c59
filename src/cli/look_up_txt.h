// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks a name server for the TXT records of a name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"

namespace ruban::cli {

// Each text joined of its strings; none if the name has none or doesn't exist. `server` is "ADDRESS" or
// "ADDRESS:PORT" (IPv4), the machine's own if it is absent. Kind::busy if no server answers in about ten
// seconds; Kind::invalid for an answer that isn't one, and for a `server` that isn't an address.
Result<std::vector<std::string>> look_up_txt(const std::string& name,
                                             const std::optional<std::string>& server);

}  // namespace ruban::cli
