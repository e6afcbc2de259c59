// SPDX-License-Identifier: AGPL-3.0-or-later
// Many requests over many connections at once, from one thread: a thread for each would take more of the
// machine than the server that is measured on it.
#pragma once

#include <string>
#include <vector>

#include "load/client.h"

namespace ruban::bench {

// Sends each request once, over `at_once` connections that are kept alive; the replies in the order of the
// requests. Throws boost::system::system_error when a connection breaks, std::runtime_error if a reply isn't
// 200.
std::vector<Reply> ask_all(std::uint16_t port, const std::vector<std::string>& requests, unsigned at_once);

}  // namespace ruban::bench
