// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/log_space.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace ruban::store::sqlite {
namespace {
constexpr off_t kAtOnce = off_t{1024} * 1024;
}

LogSpace::~LogSpace() {
  if (fd_ >= 0) ::close(fd_);  // SQLite has no lock on this file that closing would end
}

bool LogSpace::reserve() {
  if (!supported_) return true;
  if (fd_ < 0) fd_ = ::open(log_.c_str(), O_WRONLY | O_CLOEXEC);
  struct stat now {};
  if (fd_ < 0 || ::fstat(fd_, &now) != 0) return true;
  if (now.st_size < size_) reserved_ = 0;  // truncated, and the blocks behind it given back
  size_ = now.st_size;
  if (size_ + kCommit <= reserved_) return true;
  return allocate(size_, kAtOnce) || allocate(size_, kCommit);
}

bool LogSpace::allocate(off_t from, off_t size) {
  if (::fallocate(fd_, FALLOC_FL_KEEP_SIZE, from, size) == 0) {
    reserved_ = from + size;
    return true;
  }
  if (errno == ENOSPC || errno == EDQUOT) return false;
  supported_ = errno == EINTR;
  return true;
}

}  // namespace ruban::store::sqlite
