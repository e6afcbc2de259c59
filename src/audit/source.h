// SPDX-License-Identifier: AGPL-3.0-or-later
// Source: where an audit fetches a record and what its server says of it; an address or a folder.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/tile.h"

namespace ruban::audit {

// Everything fails with Kind::not_found when there is no such thing (a folder may hold the record alone),
// with Kind::busy when it can't be fetched now. Texts are as served, at most 16 MiB each. An audit never
// calls it from two threads at once.
class Source : public ledger::TileReader {
 public:
  // read() of each, in their order; where asking takes a while, of several at the same time.
  virtual std::vector<Result<Bytes>> read_all(std::span<const ledger::TileId> ids) {
    std::vector<Result<Bytes>> out;
    out.reserve(ids.size());
    for (const auto& id : ids) out.push_back(read(id));
    return out;
  }
  // /log/checkpoint
  virtual Result<std::string> checkpoint() = 0;
  // /api/v1/letters
  virtual Result<std::string> letters() = 0;
  // /api/v1/letters/{slug}/count?version=n
  virtual Result<std::string> count(std::string_view slug, std::uint64_t version) = 0;
  // /letters/{slug}/v{version}/files/{name}
  virtual Result<std::string> letter_file(std::string_view slug, std::uint64_t version,
                                          std::string_view name) = 0;
  // /api/v1/letters/{slug}/signatures?version=n&after=INDEX&limit=LIMIT; `after` is absent for the first
  // page.
  virtual Result<std::string> signatures(std::string_view slug, std::uint64_t version,
                                         std::optional<EntryIndex> after, unsigned limit) = 0;
  // /client/{sha256}: the manifest of a release of the client scripts, or a script
  virtual Result<std::string> client_file(const Hash& sha256) = 0;
  // What a browser gets at this path, "/en/verify" or that of a script: one of ours, or of a ClientManifest.
  virtual Result<std::string> at_path(std::string_view path) = 0;
};

}  // namespace ruban::audit
