// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: ledger
// Manifests of client scripts: what is read is what would be written, and every path stays on its site.
#include "core/check.h"
#include "ledger/client_manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using ruban::ledger::ClientManifest;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto manifest = ClientManifest::parse(text);
  if (!manifest) return 0;
  CHECK(manifest->text() == text && !manifest->files().empty());
  CHECK(ClientManifest::of(manifest->files()) == *manifest);
  for (const auto& file : manifest->files()) CHECK(file.path[0] == '/' && file.path[1] != '/');
  return 0;
}
