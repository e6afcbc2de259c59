// SPDX-License-Identifier: AGPL-3.0-or-later
// The small file `checkpoint.published`, outside the database and every backup: the memory that a restored
// backup lacks.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace ruban::store {

class PublishedFile {
 public:
  explicit PublishedFile(std::filesystem::path path) : path_(std::move(path)) {}
  // The signed note, or nothing if there was never a publication.
  std::optional<std::string> read() const;
  // Written beside it, synced, renamed, and the folder synced; throws if any of these fails.
  void write(const std::string& note) const;

 private:
  std::filesystem::path path_;
};

}  // namespace ruban::store
