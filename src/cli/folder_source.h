// SPDX-License-Identifier: AGPL-3.0-or-later
// FolderSource: a record and its server's claims as files (docs/formats/folder.md).
#pragma once

#include <filesystem>

#include "audit/source.h"

namespace ruban::cli {

class FolderSource final : public audit::Source {
 public:
  explicit FolderSource(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Result<Bytes> read(const ledger::TileId& id) override;
  Result<std::string> checkpoint() override;
  Result<std::string> letters() override;
  Result<std::string> count(std::string_view slug, std::uint64_t version) override;
  Result<std::string> letter_file(std::string_view slug, std::uint64_t version,
                                  std::string_view name) override;
  // `limit` says nothing here: the pages are as they were saved.
  Result<std::string> signatures(std::string_view slug, std::uint64_t version,
                                 std::optional<EntryIndex> after, unsigned limit) override;
  Result<std::string> client_file(const Hash& sha256) override;
  Result<std::string> at_path(std::string_view path) override;
  // log/policy
  Result<std::string> policy();

 private:
  static constexpr std::size_t kMostText = std::size_t{16} * 1024 * 1024;  // as audit::Source says
  Result<std::string> get(const std::string& path, std::size_t most = kMostText);
  std::filesystem::path folder_;
};

}  // namespace ruban::cli
