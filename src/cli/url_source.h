// SPDX-License-Identifier: AGPL-3.0-or-later
// UrlSource: a record and its server's claims over HTTP.
#pragma once

#include "audit/source.h"
#include "cli/http_get.h"

namespace ruban::cli {

class UrlSource final : public audit::Source {
 public:
  // `site` as of parse_site().
  explicit UrlSource(std::string site, HttpLimits limits = {});

  Result<Bytes> read(const ledger::TileId& id) override;
  std::vector<Result<Bytes>> read_all(std::span<const ledger::TileId> ids) override;
  Result<std::string> checkpoint() override;
  Result<std::string> letters() override;
  Result<std::string> count(std::string_view slug, std::uint64_t version) override;
  Result<std::string> letter_file(std::string_view slug, std::uint64_t version,
                                  std::string_view name) override;
  Result<std::string> signatures(std::string_view slug, std::uint64_t version,
                                 std::optional<EntryIndex> after, unsigned limit) override;
  Result<std::string> client_file(const Hash& sha256) override;
  Result<std::string> at_path(std::string_view path) override;
  // /log/policy
  Result<std::string> policy();

 private:
  static constexpr std::size_t kMostText = std::size_t{16} * 1024 * 1024;  // as audit::Source says
  Result<std::string> get(const std::string& path, std::size_t most = kMostText);
  std::string site_;
  HttpGet http_;
};

}  // namespace ruban::cli
