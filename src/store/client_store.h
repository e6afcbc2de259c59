// SPDX-License-Identifier: AGPL-3.0-or-later
// The scripts that pages load, of every release that ran here: so that what a `client` entry of the record
// names stays readable.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"

namespace ruban::store {

struct NewClient {
  std::string manifest;              // the text
  std::vector<std::string> scripts;  // the bytes of the files that it lists
  std::string lines;                 // the `client` entry of this manifest, without `time`
};

struct ClientFile {
  std::string bytes;
  bool is_manifest = false;  // else a script
};

class ClientStore {
 public:
  virtual ~ClientStore() = default;

  // In one durable transaction: keeps the files, for good; and has the entry wait, unless the newest `client`
  // entry of the record names this manifest. A `client` entry of another release that still waits is dropped:
  // it never ran under the record's eyes, and must not come after this one. True if this call put the entry
  // into the pool. For whoever holds the lease.
  virtual bool release(const NewClient& client) = 0;

  // A manifest or a script by its SHA-256.
  virtual std::optional<ClientFile> file(const Hash& sha256) = 0;
};

}  // namespace ruban::store
