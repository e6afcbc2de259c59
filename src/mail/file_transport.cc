// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/file_transport.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>

namespace ruban::mail {
namespace {

constexpr std::string_view kEnding = ".eml";
constexpr std::size_t kDigits = 12;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool write_synced(const std::filesystem::path& path, std::string_view first, std::string_view second) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  return file.get() >= 0 && write_all(file.get(), first) && write_all(file.get(), second) &&
         ::fsync(file.get()) == 0;
}

bool sync_folder(const std::filesystem::path& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder.get() >= 0 && ::fsync(folder.get()) == 0;
}

}  // namespace

FileTransport::FileTransport(std::filesystem::path folder, std::size_t keep)
    : folder_(std::move(folder)), keep_(std::max<std::size_t>(keep, 1)) {
  std::filesystem::create_directories(folder_);
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
  if (const auto filed = numbers(); !filed.empty()) last_ = filed.back();
}

Outcome FileTransport::send(const Envelope& envelope) {
  const std::lock_guard lock(mutex_);
  const auto aside = folder_ / "next.tmp";
  // The envelope's recipient is the first line, as a delivered mail has it (RFC 9228).
  const auto head = "Delivered-To: " + envelope.to.text() + "\r\n";
  if (!write_synced(aside, head, envelope.message) || ::rename(aside.c_str(), file(last_ + 1).c_str()) != 0 ||
      !sync_folder(folder_)) {
    return {Verdict::no_service, "The mail folder can't be written."};
  }
  ++last_;
  for (auto filed = numbers(); filed.size() > keep_; filed.erase(filed.begin())) {
    std::error_code ignored;
    std::filesystem::remove(file(filed.front()), ignored);
  }
  return {Verdict::sent, "filed"};
}

std::vector<FiledMail> FileTransport::list(std::size_t limit) const {
  const std::lock_guard lock(mutex_);
  std::vector<FiledMail> out;
  auto filed = numbers();
  for (auto number = filed.rbegin(); number != filed.rend() && out.size() < limit; ++number) {
    std::ifstream in(file(*number), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const std::string_view label = "Delivered-To: ";
    const auto end = bytes.find("\r\n");
    if (!bytes.starts_with(label) || end == std::string::npos) continue;
    out.push_back({*number, bytes.substr(label.size(), end - label.size()), bytes.substr(end + 2)});
  }
  return out;
}

std::vector<std::uint64_t> FileTransport::numbers() const {
  std::vector<std::uint64_t> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    const auto name = entry.path().filename().string();
    std::uint64_t number = 0;
    const auto* end = name.data() + std::min(name.size(), kDigits);
    const auto [read, fault] = std::from_chars(name.data(), end, number);
    if (fault == std::errc{} && read == end && name.size() == kDigits + kEnding.size() &&
        name.ends_with(kEnding))
      out.push_back(number);
  }
  std::ranges::sort(out);
  return out;
}

std::filesystem::path FileTransport::file(std::uint64_t number) const {
  auto digits = std::to_string(number);
  digits.insert(0, kDigits - std::min(kDigits, digits.size()), '0');
  return folder_ / (digits + std::string(kEnding));
}

}  // namespace ruban::mail
