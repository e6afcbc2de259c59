// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/release_client.h"

#include <spdlog/spdlog.h>

#include "core/check.h"
#include "crypto/sha256.h"
#include "ledger/client_manifest.h"
#include "ledger/entry.h"

namespace ruban::service {

bool release_client(Instance instance, std::string_view version, std::span<const ClientScript> scripts) {
  std::vector<ledger::ClientManifest::File> files;
  store::NewClient client;
  for (const auto& script : scripts) {
    files.push_back({std::string(script.path), crypto::sha256(script.bytes)});
    client.scripts.emplace_back(script.bytes);
  }
  const auto manifest = ledger::ClientManifest::of(std::move(files));
  client.manifest = manifest.text();
  client.lines = ledger::without_time(ledger::ClientEntry{std::string(version), manifest.sha256(), {}});
  CHECK(ledger::with_time(client.lines, Instant{}).has_value());  // the version is a word of ours
  const bool is_new = instance.store.clients().release(client);
  if (is_new) spdlog::info("the client scripts of release {} go into the record", version);
  return is_new;
}

}  // namespace ruban::service
