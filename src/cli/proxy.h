// SPDX-License-Identifier: AGPL-3.0-or-later
// The SOCKS proxy that signing can go through: Tor, mostly.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace ruban::cli {

// "socks5h://USER@HOST:PORT" of "HOST:PORT", or of "[ADDRESS]:PORT": the proxy looks names up, too. The user
// is a fresh one in each call, which a proxy without users ignores, and for which Tor takes another circuit.
// Kind::invalid for anything else.
Result<std::string> socks_proxy(std::string_view host_and_port);

}  // namespace ruban::cli
