// SPDX-License-Identifier: AGPL-3.0-or-later
// An Error as RFC 9457 problem JSON.
#pragma once

#include <string>

#include "core/result.h"

namespace ruban::web {

// {"type":"about:blank","title":"Not Found","status":404,"detail":"There is no such letter.","field":"slug"};
// `field` only if the error names one.
std::string problem_json(const Error& error);
std::string problem_json(const Error& error, int status);

}  // namespace ruban::web
