// SPDX-License-Identifier: AGPL-3.0-or-later
// SecretFile: a new file that nobody else may read, and that goes again unless it is kept.
#pragma once

#include <filesystem>
#include <fstream>

#include "core/result.h"

namespace ruban::cli {

class SecretFile {
 public:
  // Mode 0600. Kind::conflict if there is such a file, Kind::forbidden or Kind::not_found if none can be made
  // there.
  static Result<SecretFile> create(const std::filesystem::path& path);
  SecretFile(const SecretFile&) = delete;
  SecretFile(SecretFile&& other) noexcept;
  SecretFile& operator=(SecretFile&& other) noexcept;
  ~SecretFile();

  std::ostream& out() { return out_; }
  const std::filesystem::path& path() const { return path_; }
  // On the disk; Kind::busy if it can't be.
  Result<void> finish();
  void keep() { kept_ = true; }
  // After keep(), if it is known that its content is good for nothing.
  void discard() {
    kept_ = false;
    drop();
  }

 private:
  SecretFile(std::filesystem::path path, std::ofstream out) : path_(std::move(path)), out_(std::move(out)) {}
  void drop();

  std::filesystem::path path_;
  std::ofstream out_;
  bool kept_ = false;
};

}  // namespace ruban::cli
