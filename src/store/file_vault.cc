// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/file_vault.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/check.h"
#include "store/durable.h"

namespace ruban::store {
namespace {

constexpr std::string_view kEnding = ".key";
constexpr std::string_view kGoing = ".going";  // of a key on its way to destruction

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > 128 || name.front() == '.') return false;
  for (const char c : name) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-')) return false;
  }
  return true;
}

std::string purpose_of(std::string_view name) { return "ruban vault " + std::string(name); }

Result<void> check_private(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) {
    return fail(Kind::not_found, "The folder of the keys, or the file of the instance key, is missing.",
                path.string());
  }
  if (!is_private(path)) {
    return fail(Kind::forbidden, "Keys may be open to nobody but the owner: chmod go= and chown them.",
                path.string());
  }
  return {};
}

Secret<Bytes> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::system_error(EIO, std::generic_category(), path.string());
  return Secret<Bytes>(Bytes(std::istreambuf_iterator<char>(file), {}));
}

void overwrite(const std::filesystem::path& path, crypto::Random& random) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), path.string());
  Bytes noise(std::filesystem::file_size(path));
  random.fill(noise);
  const bool done =
      ::pwrite(fd, noise.data(), noise.size(), 0) == static_cast<ssize_t>(noise.size()) && ::fsync(fd) == 0;
  const int error = errno;
  ::close(fd);
  if (!done) throw std::system_error(error, std::generic_category(), path.string());
}

}  // namespace

void FileVault::create(const std::filesystem::path& folder, const std::filesystem::path& instance_key,
                       crypto::Random& random) {
  make_private_folder(folder);
  if (std::filesystem::exists(instance_key)) return;
  const Secret<crypto::BoxKey> key(random.fixed<crypto::BoxKey>());
  TemporaryFile file(instance_key.string() + ".part");
  file.write(key.view());
  (void)file.rename_to(instance_key);  // somebody else's, made meanwhile, is as good
}

Result<std::unique_ptr<FileVault>> FileVault::open(const std::filesystem::path& folder,
                                                   const std::filesystem::path& instance_key,
                                                   crypto::Random& random) {
  TRY(check_private(folder));
  TRY(check_private(instance_key));
  const auto bytes = read_file(instance_key);
  auto key = crypto::BoxKey::from(bytes.view());
  if (!key)
    return fail(Kind::invalid, "The file of the instance key must hold 32 bytes.", instance_key.string());
  std::unique_ptr<FileVault> vault(new FileVault(folder, Secret<crypto::BoxKey>(*key), random));
  sodium_memzero(key->bytes.data(), key->bytes.size());
  TRY(vault->check_all());
  return vault;
}

Result<void> FileVault::check_all() {
  for (const auto& file : std::filesystem::directory_iterator(folder_)) {
    const auto name = file.path().filename().string();
    if (name.ends_with(kGoing)) wipe(file.path());
    if (!name.ends_with(kEnding)) continue;
    TRY(check_private(file.path()));
    const auto key = std::string_view(name).substr(0, name.size() - kEnding.size());
    if (!is_name(key))
      return fail(Kind::invalid, "The folder of the keys holds a file that isn’t one.", name);
    TRY(get(key));
  }
  return {};
}

std::filesystem::path FileVault::file_of(std::string_view name) const {
  CHECK(is_name(name));
  return folder_ / (std::string(name) + std::string(kEnding));
}

Result<void> FileVault::put(std::string_view name, const Secret<Bytes>& key) {
  const auto path = file_of(name);
  const std::lock_guard lock(writing_);
  if (std::filesystem::exists(path)) return fail(Kind::conflict, "There is a key of this name already.");
  TemporaryFile file(path.string() + ".part");
  file.write(crypto::seal_box(instance_key_, purpose_of(name), key.view(), random_));
  if (!file.rename_to(path)) return fail(Kind::conflict, "There is a key of this name already.");
  return {};
}

Result<Secret<Bytes>> FileVault::get(std::string_view name) {
  const auto path = file_of(name);
  if (!std::filesystem::exists(path)) return fail(Kind::not_found, "There is no key of this name.");
  const auto box = read_file(path);
  auto key = crypto::open_box(instance_key_, purpose_of(name), box.view());
  if (!key) {
    return fail(Kind::invalid, "A key can’t be opened: it was changed, or sealed under another instance key.",
                path.filename().string());
  }
  return key;
}

bool FileVault::destroy(std::string_view name) {
  const auto path = file_of(name);
  const std::lock_guard lock(writing_);
  if (!std::filesystem::exists(path)) return false;
  // Under this name it is finished at the next start, if the power fails now.
  const std::filesystem::path going = path.string() + std::string(kGoing);
  std::filesystem::rename(path, going);
  sync_folder(folder_);
  wipe(going);
  return true;
}

void FileVault::wipe(const std::filesystem::path& file) {
  overwrite(file, random_);
  std::filesystem::remove(file);
  sync_folder(folder_);
}

}  // namespace ruban::store
