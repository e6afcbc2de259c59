// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads a name server's answer (RFC 1035) for the TXT records of one name. Its bytes come from the network.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"

namespace ruban::eligibility {

// The texts of the TXT records that `name`, or the name that it is an alias of (CNAME), has in the answer;
// each joined of its strings. None if it has none, also of a name that doesn't exist. Kind::invalid for what
// isn't a whole answer, Kind::busy for one in which the server says that it failed. Records of other names,
// which a server may add, are passed over.
Result<std::vector<std::string>> parse_txt_answer(ByteView message, std::string_view name);

}  // namespace ruban::eligibility
