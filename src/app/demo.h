// SPDX-License-Identifier: AGPL-3.0-or-later
// `ruban demo`: the story in a folder of its own that goes when it ends, and a site that anybody can try.
#pragma once

#include <cstdint>

namespace ruban::app {

int demo(std::uint16_t port);

}  // namespace ruban::app
