// SPDX-License-Identifier: AGPL-3.0-or-later
// Releasing the client scripts: what pages load from now on goes into the record, and stays readable.
#pragma once

#include <span>
#include <string_view>

#include "service/instance.h"

namespace ruban::service {

struct ClientScript {
  std::string_view path;  // where pages load it
  std::string_view bytes;
};

// Keeps manifest and scripts for good, and puts a `client` entry into the pool unless the newest one of the
// record names the same scripts (docs/formats/client-manifest.md). True if it did. At each start, by whoever
// holds the record's lease, before the sequencer takes what waits.
bool release_client(Instance instance, std::string_view version, std::span<const ClientScript> scripts);

}  // namespace ruban::service
