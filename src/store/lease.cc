// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/lease.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace ruban::store {

bool Lease::take() {
  std::lock_guard lock(mutex_);
  if (fd_ >= 0) return true;
  const int fd = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), file_.string());
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    ::close(fd);
    if (error == EWOULDBLOCK) return false;
    throw std::system_error(error, std::generic_category(), file_.string());
  }
  fd_ = fd;
  return true;
}

void Lease::release() {
  std::lock_guard lock(mutex_);
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

bool Lease::held() const {
  std::lock_guard lock(mutex_);
  return fd_ >= 0;
}

}  // namespace ruban::store
