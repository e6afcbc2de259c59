// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/state_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace ruban::cli {
namespace {

namespace fs = std::filesystem;

// The bytes of a file without reading them first: a journal may have hundreds of megabytes.
class Mapped {
 public:
  Mapped(int fd, std::size_t size)
      : size_(size), bytes_(::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0)) {}
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  ~Mapped() {
    if (there()) ::munmap(bytes_, size_);
  }
  bool there() const { return bytes_ != MAP_FAILED; }
  ByteView bytes() const { return {static_cast<const std::uint8_t*>(bytes_), size_}; }

 private:
  std::size_t size_;
  void* bytes_;
};

}  // namespace

struct StateFile::Descriptor {
  int fd = -1;
  explicit Descriptor(int opened) : fd(opened) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

StateFile::StateFile(fs::path path, std::unique_ptr<Descriptor> file)
    : path_(std::move(path)), file_(std::move(file)) {}
StateFile::StateFile(StateFile&&) noexcept = default;
StateFile& StateFile::operator=(StateFile&&) noexcept = default;
StateFile::~StateFile() = default;

void StateFile::broken() const {
  throw fs::filesystem_error("the state of the audit", path_,
                             std::error_code(errno, std::generic_category()));
}

Result<StateFile> StateFile::open(fs::path path) {
  if (path.has_parent_path()) fs::create_directories(path.parent_path());
  StateFile out(path, std::make_unique<Descriptor>(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)));
  if (out.file_->fd < 0) out.broken();
  if (::flock(out.file_->fd, LOCK_EX | LOCK_NB) == 0) return out;
  if (errno != EWOULDBLOCK) out.broken();
  return fail(Kind::conflict,
              "Another audit is using this state. Wait for it, or name another file with --state.",
              path.string());
}

Result<std::optional<audit::Journal>> StateFile::read() const {
  struct stat status {};
  if (::fstat(file_->fd, &status) != 0) broken();
  if (status.st_size == 0) return std::nullopt;
  const Mapped mapped(file_->fd, static_cast<std::size_t>(status.st_size));
  if (!mapped.there()) broken();
  auto journal = audit::read_journal(mapped.bytes());
  if (!journal) {
    journal.error().field = path_.string();
    return tl::unexpected(journal.error());
  }
  return std::optional(*std::move(journal));
}

void StateFile::begin(std::size_t length, ByteView part) {
  if (::ftruncate(file_->fd, static_cast<off_t>(length)) != 0) broken();
  if (::lseek(file_->fd, 0, SEEK_END) < 0) broken();
  append(part);
}

void StateFile::append(ByteView part) {
  while (!part.empty()) {
    const auto written = ::write(file_->fd, part.data(), part.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) broken();
    part = part.subspan(static_cast<std::size_t>(written));
  }
}

}  // namespace ruban::cli
