// SPDX-License-Identifier: AGPL-3.0-or-later
// Asking for the copy of the last published checkpoint that is kept elsewhere.
#pragma once

#include <string>

#include "core/result.h"

namespace ruban::app {

// http, https or file. Kind::busy if it can't be had now: without it the start can't be sure.
Result<std::string> fetch_checkpoint(const std::string& url);

}  // namespace ruban::app
