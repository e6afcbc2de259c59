// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/durable.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace ruban::store {
namespace {

[[noreturn]] void throw_errno(const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), path.string());
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC)) {
    if (fd_ < 0) throw_errno(path);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(fd_); }
  int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

void make_private_folder(const std::filesystem::path& folder) {
  if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path());
  if (::mkdir(folder.c_str(), 0700) == 0) {
    sync_folder(folder.has_parent_path() ? folder.parent_path() : ".");
  } else if (errno != EEXIST) {
    throw_errno(folder);
  }
}

bool is_private(const std::filesystem::path& path) {
  struct stat what {};
  return ::stat(path.c_str(), &what) == 0 && (what.st_mode & 077) == 0 && what.st_uid == ::geteuid();
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor fd(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  if (::fsync(fd.get()) != 0) throw_errno(folder);
}

TemporaryFile::TemporaryFile(std::filesystem::path path) : path_(std::move(path)) {
  std::filesystem::remove(path_);
  fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd_ < 0) throw_errno(path_);
}

TemporaryFile::~TemporaryFile() {
  ::close(fd_);
  if (!path_.empty()) ::unlink(path_.c_str());
}

void TemporaryFile::write(ByteView bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw_errno(path_);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void TemporaryFile::copy_from(const std::filesystem::path& other) {
  const Descriptor from(other, O_RDONLY);
  Bytes buffer(1 << 20);
  while (true) {
    const auto got = ::read(from.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno(other);
    if (got == 0) return;
    write(ByteView(buffer).first(static_cast<std::size_t>(got)));
  }
}

Result<void> TemporaryFile::rename_to(const std::filesystem::path& to) {
  if (::fsync(fd_) != 0) throw_errno(path_);
  if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
    if (errno == EEXIST) return fail(Kind::conflict, "There is a file of this name already.");
    throw_errno(to);
  }
  path_.clear();
  sync_folder(to.parent_path());
  return {};
}

void TemporaryFile::replace(const std::filesystem::path& to) {
  if (::fsync(fd_) != 0) throw_errno(path_);
  if (::rename(path_.c_str(), to.c_str()) != 0) throw_errno(to);
  path_.clear();
  sync_folder(to.parent_path());
}

}  // namespace ruban::store
