// SPDX-License-Identifier: AGPL-3.0-or-later
// A letter's folder in memory: the files that people wrote, byte for byte, and the hash that the record keeps
// of them.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "core/ids.h"

namespace ruban::letter {

// The format is docs/formats/letter-folder.md. Whoever reads a folder from a disk or an archive stops at
// these limits; check() says so again.
inline constexpr std::size_t kMaxFiles = 32;
inline constexpr std::size_t kMaxFileBytes = std::size_t{64} * 1024;
inline constexpr std::size_t kMaxFolderBytes = std::size_t{512} * 1024;
inline constexpr std::size_t kMaxFileNameBytes = 64;

struct Folder {
  // Name to content, in bytewise order of names.
  std::map<std::string, std::string, std::less<>> files;

  bool operator==(const Folder&) const = default;
};

// `[a-z0-9-]+\.(toml|md)`, at most kMaxFileNameBytes.
bool is_file_name(std::string_view name);

// What the `letter` entry holds as `text-sha256`; equal to
//   (cd FOLDER && export LC_ALL=C && sha256sum -- * | sha256sum)
// The names must be is_file_name(), since sha256sum writes others with escapes.
Hash text_hash(const Folder& folder);

}  // namespace ruban::letter
