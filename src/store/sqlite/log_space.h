// SPDX-License-Identifier: AGPL-3.0-or-later
// Disk space for the write-ahead log, taken before a commit needs it: a full disk is met while the
// transaction can still be rolled back, and not in the middle of COMMIT.
#pragma once

#include <sys/types.h>

#include <filesystem>

namespace ruban::store::sqlite {

class LogSpace {
 public:
  explicit LogSpace(std::filesystem::path log) : log_(std::move(log)) {}
  LogSpace(const LogSpace&) = delete;
  LogSpace& operator=(const LogSpace&) = delete;
  ~LogSpace();

  // Sees to it that the log can grow by kCommit bytes. False if the disk is full; true also where the file
  // system can't tell. The log exists already, and is the same file as long as its database is open.
  bool reserve();

  static constexpr off_t kCommit = off_t{64} * 1024;

 private:
  bool allocate(off_t from, off_t size);

  std::filesystem::path log_;
  int fd_ = -1;
  off_t size_ = 0;      // when we last looked
  off_t reserved_ = 0;  // the log has blocks up to here
  bool supported_ = true;
};

}  // namespace ruban::store::sqlite
