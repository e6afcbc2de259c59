// SPDX-License-Identifier: AGPL-3.0-or-later
// ClientManifest: the scripts of one release that pages load, each with its hash
// (docs/formats/client-manifest.md).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"

namespace ruban::ledger {

class ClientManifest {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{16} * 1024;
  static constexpr std::size_t kMaxFiles = 64;
  static constexpr std::size_t kMaxPath = 128;

  struct File {
    std::string path;  // as pages load it: "/static/verify.1f3a9c27.js"
    Hash sha256;
    bool operator==(const File&) const = default;
  };

  // Strict: text() of the result is `text`, byte for byte. The error's field is "line N".
  static Result<ClientManifest> parse(std::string_view text);
  // In any order; they must keep the rules, since they are our own.
  static ClientManifest of(std::vector<File> files);

  std::string text() const;
  // SHA-256 of text(): the manifest-sha256 of a `client` entry.
  Hash sha256() const;

  const std::vector<File>& files() const { return files_; }  // by path
  bool has(std::string_view path) const;

  bool operator==(const ClientManifest&) const = default;

 private:
  std::vector<File> files_;
};

}  // namespace ruban::ledger
