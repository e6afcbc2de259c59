// SPDX-License-Identifier: AGPL-3.0-or-later
// The one place where the kind of an Error becomes an HTTP status.
#pragma once

#include <string_view>

#include "core/result.h"

namespace ruban::web {

int status_of(Kind kind);
// "Not Found"
std::string_view reason_of(int status);

}  // namespace ruban::web
