// SPDX-License-Identifier: AGPL-3.0-or-later
// Files that are wholly there or not at all, whatever happens to the power.
#pragma once

#include <filesystem>

#include "core/bytes.h"

namespace ruban::store {

// All of these throw std::system_error when the disk fails, or is full.

// Makes it with mode 0700, where it is missing.
void make_private_folder(const std::filesystem::path& folder);
// Whether nobody but the user of this process may look at it. False if it isn't there.
bool is_private(const std::filesystem::path& path);
// So that the names in it survive.
void sync_folder(const std::filesystem::path& folder);

// A file (0600) that is removed again unless it gets its name.
class TemporaryFile {
 public:
  // Made anew; what a crash has left there is removed.
  explicit TemporaryFile(std::filesystem::path path);
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();

  const std::filesystem::path& path() const { return path_; }
  void write(ByteView bytes);
  void copy_from(const std::filesystem::path& other);

  // Durable under its name. Kind::conflict if there is a file of that name.
  Result<void> rename_to(const std::filesystem::path& to);
  // The same, in place of a file of that name.
  void replace(const std::filesystem::path& to);

 private:
  std::filesystem::path path_;
  int fd_ = -1;
};

}  // namespace ruban::store
