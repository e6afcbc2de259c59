// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/secret_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace ruban::cli {

Result<SecretFile> SecretFile::create(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EEXIST)
    return fail(Kind::conflict, "There is such a file already. Name another one.", path.string());
  if (fd < 0 && errno == ENOENT) return fail(Kind::not_found, "There is no such folder.", path.string());
  if (fd < 0) return fail(Kind::forbidden, "A file can’t be made here.", path.string());
  ::close(fd);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  if (!out) return fail(Kind::forbidden, "A file can’t be made here.", path.string());
  return SecretFile(path, std::move(out));
}

SecretFile::SecretFile(SecretFile&& other) noexcept
    : path_(std::move(other.path_)), out_(std::move(other.out_)), kept_(std::exchange(other.kept_, true)) {}

SecretFile& SecretFile::operator=(SecretFile&& other) noexcept {
  if (this == &other) return *this;
  drop();
  path_ = std::move(other.path_);
  out_ = std::move(other.out_);
  kept_ = std::exchange(other.kept_, true);
  return *this;
}

SecretFile::~SecretFile() { drop(); }

void SecretFile::drop() {
  if (kept_) return;
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

Result<void> SecretFile::finish() {
  out_.close();
  const int fd = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  bool synced = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  // Its name, too.
  const auto folder = path_.has_parent_path() ? path_.parent_path() : std::filesystem::path(".");
  const int dir = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  synced = synced && dir >= 0 && ::fsync(dir) == 0;
  if (dir >= 0) ::close(dir);
  if (!out_ || !synced)
    return fail(Kind::busy, "The file can’t be written: is the disk full?", path_.string());
  return {};
}

}  // namespace ruban::cli
