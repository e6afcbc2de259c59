// SPDX-License-Identifier: AGPL-3.0-or-later
// Releases of the client scripts in SQLite.
#pragma once

#include "store/client_store.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/writer.h"

namespace ruban::store::sqlite {

class Clients final : public ClientStore {
 public:
  Clients(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

  bool release(const NewClient& client) override;
  std::optional<ClientFile> file(const Hash& sha256) override;

 private:
  Writer& writer_;
  Readers& readers_;
};

}  // namespace ruban::store::sqlite
