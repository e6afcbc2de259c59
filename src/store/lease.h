// SPDX-License-Identifier: AGPL-3.0-or-later
// The lease as a lock on a file, which the kernel ends with the process, however that dies.
#pragma once

#include <filesystem>
#include <mutex>

namespace ruban::store {

class Lease {
 public:
  explicit Lease(std::filesystem::path file) : file_(std::move(file)) {}
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease() { release(); }

  // False if somebody else holds it. True if this object does.
  bool take();
  void release();
  bool held() const;

 private:
  const std::filesystem::path file_;
  mutable std::mutex mutex_;
  int fd_ = -1;
};

}  // namespace ruban::store
