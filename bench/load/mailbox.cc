// SPDX-License-Identifier: AGPL-3.0-or-later
#include "load/mailbox.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "mail/code_mail.h"

namespace ruban::bench {
namespace {

constexpr std::string_view kLabel = "Delivered-To: ";
constexpr std::chrono::milliseconds kLookEvery{2};

}  // namespace

Mailbox::Mailbox(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    if (entry.path().extension() == ".eml")
      next_ = std::max<std::uint64_t>(next_, std::stoull(entry.path().stem().string()) + 1);
  }
  reader_ = std::jthread([this](std::stop_token stop) { read(std::move(stop)); });
}

std::filesystem::path Mailbox::file(std::uint64_t number) const {
  return folder_ / fmt::format("{:012}.eml", number);
}

// Mails are renamed into place, whole, in the order of their numbers.
void Mailbox::read(std::stop_token stop) {
  while (!stop.stop_requested()) {
    std::ifstream in(file(next_), std::ios::binary);
    if (!in) {
      std::this_thread::sleep_for(kLookEvery);
      continue;
    }
    ++next_;
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto end = bytes.find("\r\n");
    if (!bytes.starts_with(kLabel) || end == std::string::npos) continue;
    const auto mail = mail::read(bytes.substr(end + 2));
    if (!mail) continue;
    std::lock_guard lock(mutex_);
    codes_.emplace(bytes.substr(kLabel.size(), end - kLabel.size()), mail::find_code(mail->text));
    arrived_.notify_all();
  }
}

std::optional<std::string> Mailbox::await_code(const std::string& address, std::chrono::seconds most) {
  std::unique_lock lock(mutex_);
  const bool came = arrived_.wait_for(lock, most, [&] { return codes_.contains(address); });
  return came ? std::optional(codes_.extract(address).mapped()) : std::nullopt;
}

}  // namespace ruban::bench
