// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace ruban::cli {
namespace {

struct Descriptor {
  int fd = -1;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t most) {
  const auto broken = [] { return fail(Kind::busy, "This file can't be read: the disk failed."); };
  // A pipe without a writer must not keep us waiting.
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.fd < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return fail(Kind::not_found, "There is no such file.");
    if (errno == EACCES || errno == EPERM) return fail(Kind::forbidden, "This file may not be read by you.");
    return broken();
  }
  struct stat status {};
  if (::fstat(file.fd, &status) != 0) return broken();
  if (!S_ISREG(status.st_mode)) return fail(Kind::invalid, "This isn't a file, but a folder or a device.");
  const auto too_large = [] { return fail(Kind::too_large, "This file is too large."); };
  if (status.st_size > 0 && static_cast<std::uint64_t>(status.st_size) > most) return too_large();

  std::string out;
  char bytes[64 * 1024];
  while (true) {
    const auto got = ::read(file.fd, bytes, sizeof bytes);
    if (got == 0) return out;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return broken();
    if (out.size() + static_cast<std::size_t>(got) > most) return too_large();
    out.append(bytes, static_cast<std::size_t>(got));
  }
}

}  // namespace ruban::cli
