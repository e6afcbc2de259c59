// SPDX-License-Identifier: AGPL-3.0-or-later
// Everybody's mailbox: reads the folder of `--mail file:FOLDER` as the server fills it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

namespace ruban::bench {

class Mailbox {
 public:
  // Starts after the mails that lie there already.
  explicit Mailbox(std::filesystem::path folder);

  // The code in the first mail to `address`, for any thread. Nothing if none has come within `most`.
  std::optional<std::string> await_code(const std::string& address, std::chrono::seconds most);

 private:
  void read(std::stop_token stop);
  std::filesystem::path file(std::uint64_t number) const;

  std::filesystem::path folder_;
  std::uint64_t next_ = 1;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::unordered_map<std::string, std::string> codes_;
  std::jthread reader_;
};

}  // namespace ruban::bench
