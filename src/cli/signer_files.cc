// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/signer_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "cli/read_file.h"

namespace ruban::cli {
namespace {

namespace fs = std::filesystem;

class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags)
      : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  bool exists() const { return fd_ < 0 && errno == EEXIST; }
  void write_all(std::string_view bytes) const {
    check(fd_ >= 0);
    while (!bytes.empty()) {
      const auto wrote = ::write(fd_, bytes.data(), bytes.size());
      if (wrote < 0 && errno == EINTR) continue;
      check(wrote > 0);
      bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
  }
  void sync() const {
    check(fd_ >= 0);
    check(::fsync(fd_) == 0);
  }

 private:
  void check(bool done) const {
    if (!done) throw fs::filesystem_error("write", path_, std::error_code(errno, std::generic_category()));
  }
  fs::path path_;
  int fd_;
};

void sync_folder_of(const fs::path& path) {
  const auto folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  Descriptor(folder, O_RDONLY | O_DIRECTORY).sync();
}

// Under another name first: whatever happens, the old content or the new one is there, and whole.
void replace(const fs::path& path, std::string_view bytes) {
  const fs::path beside = path.string() + ".new";
  fs::remove(beside);
  {
    const Descriptor file(beside, O_WRONLY | O_CREAT | O_EXCL);
    file.write_all(bytes);
    file.sync();
  }
  fs::rename(beside, path);
  sync_folder_of(path);
}

constexpr std::size_t kMostEntryFile = 16 * 1024;

fs::path beside(fs::path key, const char* ending) {
  if (key.extension() == ".ruban-key") return key.replace_extension(ending);
  return key += ending;
}

template <class T>
Result<std::optional<T>> read(const fs::path& path, std::size_t most, Result<T> (*parse)(std::string_view)) {
  auto text = read_file(path, most);
  if (!text && text.error().kind == Kind::not_found) return std::nullopt;
  auto out = text ? parse(*text) : Result<T>(tl::unexpected(text.error()));
  if (!out) return tl::unexpected(Error{out.error().kind, out.error().message, path.string()});
  return std::optional<T>(*std::move(out));
}

}  // namespace

SignerFiles::SignerFiles(fs::path key_file)
    : key_(std::move(key_file)),
      payload_(beside(key_, ".ruban-payload")),
      entry_(beside(key_, ".ruban-entry")),
      receipt_(beside(key_, ".tlog-proof")) {}

Result<std::optional<signature::KeyFile>> SignerFiles::key() const {
  return read<signature::KeyFile>(key_, signature::kMaxKeyFile, signature::parse_key_file);
}

Result<void> SignerFiles::create(const signature::KeyFile& key) const {
  const Descriptor file(key_, O_WRONLY | O_CREAT | O_EXCL);
  if (file.exists()) return fail(Kind::conflict, "There is a file of this name already.", key_.string());
  file.write_all(signature::format(key).expose());
  file.sync();
  sync_folder_of(key_);
  return {};
}

void SignerFiles::save(const signature::KeyFile& key) const {
  replace(key_, signature::format(key).expose());
}

Result<std::optional<signature::Payload>> SignerFiles::payload() const {
  return read<signature::Payload>(payload_, signature::kMaxPayload, signature::parse_payload);
}

void SignerFiles::save(const signature::Payload& payload) const {
  replace(payload_, signature::format(payload));
}

void SignerFiles::save_entry(const std::string& entry) const { replace(entry_, entry); }

bool SignerFiles::has_entry(const std::string& lines) const {
  const auto text = read_file(entry_, kMostEntryFile);
  return text && text->starts_with(lines);
}

void SignerFiles::remove_entry() const { fs::remove(entry_); }

void SignerFiles::save_receipt(const std::string& proof) const {
  replace(receipt_, proof);
  fs::remove(entry_);
}

}  // namespace ruban::cli
