// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a record and its server's claims, saved as docs/formats/folder.md says.
#pragma once

#include <fmt/format.h>

#include "cli/test_terminal.h"
#include "service/test_source.h"

namespace ruban::cli::test {

inline void save_copy(service::Registry& registry, const std::filesystem::path& folder,
                      unsigned page = 1000) {
  using service::test::must;
  service::test::StoreSource source(registry);
  write(folder / "api/v1/letters/index.json", must(source.letters()));
  for (const auto& letter : registry.letters().all()) {
    const auto& slug = letter->row.slug;
    const auto version = letter->row.version;
    const auto api = folder / fmt::format("api/v1/letters/{}/v{}", slug, version);
    write(api / "count.json", must(source.count(slug, version)));
    std::optional<EntryIndex> after;
    do {
      const auto text = must(source.signatures(slug, version, after, page));
      write(api / "signatures" / ((after ? std::to_string(*after) : "index") + ".json"), text);
      after = must(audit::parse_signature_page(text)).next;
    } while (after);
    for (const auto& [name, bytes] : registry.instance().store.letters().files(slug, version)) {
      write(folder / fmt::format("letters/{}/v{}/files/{}", slug, version, name), bytes);
    }
  }
  const auto note = must(source.checkpoint());
  const auto& key = registry.sequencer().verifier();
  for (const auto& id : ledger::tiles_of(must(ledger::open_checkpoint(note, key)).checkpoint.size)) {
    write(folder / "log" / ledger::tile_path(id), as_text(must(source.read(id))));
  }
  write(folder / "log/checkpoint", note);
  write(folder / "log/policy", ledger::Policy::of(key, "https://" + service::test::kOrigin).text());
}

}  // namespace ruban::cli::test
