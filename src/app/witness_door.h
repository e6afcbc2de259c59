// SPDX-License-Identifier: AGPL-3.0-or-later
// The way to a witness over HTTP: short, narrow, and without a turn.
#pragma once

#include "service/witness_client.h"

namespace ruban::app {

// An exchange is over after two seconds, an answer has at most 256 KiB, redirects aren't followed.
std::unique_ptr<service::WitnessDoor> open_witness_door(const std::string& url);

}  // namespace ruban::app
