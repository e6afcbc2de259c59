// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "cli/commands.h"
#include "core/bytes.h"
#include "store/durable.h"

namespace ruban::cli {
namespace {

[[noreturn]] void broken(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

Error full(const std::filesystem::path& target) {
  return {Kind::busy, "The disk is full. Nothing was left behind: make room, and export again.",
          target.string()};
}

// A folder beside its target, which gets the target's name when it is whole, or goes.
class FolderInTheMaking {
 public:
  explicit FolderInTheMaking(std::filesystem::path target) : target_(std::move(target)) {
    const auto parent = target_.has_parent_path() ? target_.parent_path() : std::filesystem::path(".");
    auto pattern = (parent / fmt::format(".{}.unfinished-XXXXXX", target_.filename().string())).string();
    if (mkdtemp(pattern.data()) == nullptr) broken("the folder can't be made");
    path_ = pattern;
  }
  FolderInTheMaking(const FolderInTheMaking&) = delete;
  FolderInTheMaking& operator=(const FolderInTheMaking&) = delete;
  ~FolderInTheMaking() {
    if (path_.empty()) return;
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  Result<void> write(const std::string& name, std::string_view bytes) {
    const auto file = path_ / name;
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    const int fd =
        error ? -1 : ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (error) errno = error.value();
    const bool wrote = fd >= 0 && write_all(fd, bytes);
    const int why = errno;
    if (fd >= 0) ::close(fd);
    errno = why;
    if (wrote) return {};
    if (is_full()) return tl::unexpected(full(target_));
    broken("a file can't be written");
  }

  // Kind::conflict if there is something of that name now.
  Result<void> finish() {
    const int fd = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) broken("the folder can't be opened");
    const bool synced = ::syncfs(fd) == 0;  // where late errors of the disk show
    const int why = errno;
    ::close(fd);
    errno = why;
    if (!synced && is_full()) return tl::unexpected(full(target_));
    if (!synced) broken("the folder can't be made durable");
    // As everything that a person makes: mkdtemp had made it private.
    const auto mask = ::umask(0);
    ::umask(mask);
    if (::chmod(path_.c_str(), 0777 & ~mask) != 0) broken("the folder can't be opened to readers");
    if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) != 0) {
      if (errno == EEXIST || errno == ENOTEMPTY) return exists(target_);
      broken("the folder can't be named");
    }
    path_.clear();
    store::sync_folder(target_.has_parent_path() ? target_.parent_path() : std::filesystem::path("."));
    return {};
  }

  static Result<void> exists(const std::filesystem::path& target) {
    return fail(Kind::conflict, "There is something of this name already. Name a new folder.",
                target.string());
  }

 private:
  static bool is_full() { return errno == ENOSPC || errno == EDQUOT; }

  static bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
      const auto wrote = ::write(fd, bytes.data(), bytes.size());
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return true;
  }

  std::filesystem::path target_, path_;
};

}  // namespace

Outcome export_letter(const Export& command, OpenInstance& instance, const Doors& doors, Terminal& terminal) {
  auto target = command.to;
  if (!target.has_filename()) target = target.parent_path();  // "folder/"
  if (std::filesystem::exists(std::filesystem::symlink_status(target))) {
    TRY(FolderInTheMaking::exists(target));
  }
  const auto parent = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
  if (!std::filesystem::is_directory(parent))
    return fail(Kind::not_found, "There is no such folder to put the archive into.", parent.string());

  FolderInTheMaking folder(target);
  const auto archive = TRY(doors.archive(
      instance, {command.slug, command.at, !command.without_names},
      [&](const std::string& name, std::string_view bytes) { return folder.write(name, bytes); }));
  TRY(folder.finish());
  terminal.out << fmt::format(
      "{}: {} pages and {} other files, of the record at {} entries, published on {}.\n"
      "Begin with {}. Whoever has the folder checks it with ruban audit {}.\n"
      "SHA256SUMS has the SHA-256 {}: the same for everybody who exports this size.\n",
      target.string(), archive.pages, archive.files - archive.pages, archive.size,
      format_rfc3339(archive.published), (target / "index.html").string(), target.string(),
      to_hex(archive.sums.view()));
  if (!command.without_names) {
    terminal.err << "ruban: An archive outlives a withdrawal: who withdraws or erases later stays named in "
                    "copies of this folder. Where no name is needed, export again with --without-names.\n";
  }
  return ExitCode::done;
}

}  // namespace ruban::cli
