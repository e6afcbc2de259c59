// SPDX-License-Identifier: AGPL-3.0-or-later
// Where keys live: never in the database and never in a backup.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/secret.h"

namespace ruban::store {

// Names are [a-z0-9.-]{1,128}, as "log", "issuer.<hex of SHA-256 of the SPKI>", "tags.<slug>.v1".
class KeyVault {
 public:
  virtual ~KeyVault() = default;
  // Durable when it returns. Kind::conflict if there is a key of this name.
  virtual Result<void> put(std::string_view name, const Secret<Bytes>& key) = 0;
  // Kind::not_found if there is none.
  virtual Result<Secret<Bytes>> get(std::string_view name) = 0;
  // Overwrites and removes it. True if there was one.
  virtual bool destroy(std::string_view name) = 0;
};

}  // namespace ruban::store
