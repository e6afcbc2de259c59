// SPDX-License-Identifier: AGPL-3.0-or-later
// FileTransport: each mail a file in a folder, for the demonstration, for trying an installation, and for
// tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "core/result.h"
#include "mail/transport.h"

namespace ruban::mail {

struct FiledMail {
  std::uint64_t number = 0;  // 1 is the oldest ever filed
  std::string to;            // of the envelope
  std::string message;       // bytes, for read()
};

class FileTransport final : public Transport {
 public:
  // Makes the folder, readable by its owner alone. One process at a time. Only the newest `keep` mails stay.
  explicit FileTransport(std::filesystem::path folder, std::size_t keep = 1'000);

  // Durable when it returns: written aside, synced, renamed. A disk that doesn't take it is no_service.
  Outcome send(const Envelope& envelope) override;

  // Newest first; from any thread, while mails arrive.
  std::vector<FiledMail> list(std::size_t limit) const;

 private:
  std::vector<std::uint64_t> numbers() const;  // ascending
  std::filesystem::path file(std::uint64_t number) const;

  std::filesystem::path folder_;
  std::size_t keep_;
  mutable std::mutex mutex_;
  std::uint64_t last_ = 0;
};

}  // namespace ruban::mail
