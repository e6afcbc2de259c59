// SPDX-License-Identifier: AGPL-3.0-or-later
// What every use case stands on: this Ruban's name, its store and keys, its clock and its dice.
#pragma once

#include <string>

#include "core/time.h"
#include "crypto/random.h"
#include "store/anonymous_pool.h"
#include "store/key_vault.h"
#include "store/published_file.h"
#include "store/store.h"

namespace ruban::service {

struct Instance {
  std::string origin;  // of the record: "ruban.example.org/log"
  store::Store& store;
  store::KeyVault& vault;
  const Clock& clock;
  crypto::Random& random;
  store::AnonymousPool* anonymous = nullptr;  // null: no anonymous signature can be taken
};

}  // namespace ruban::service
