// SPDX-License-Identifier: AGPL-3.0-or-later
// ProgressBar: one line that shows how far long work has come, on a terminal only.
#pragma once

#include <cstdint>
#include <string>

#include "cli/terminal.h"

namespace ruban::cli {

class ProgressBar {
 public:
  ProgressBar(Terminal& terminal, std::string what) : terminal_(terminal), what_(std::move(what)) {}
  ProgressBar(const ProgressBar&) = delete;
  ~ProgressBar() { clear(); }

  void show(std::uint64_t done, std::uint64_t of);
  void clear();

 private:
  Terminal& terminal_;
  std::string what_;
  std::size_t drawn_ = 0;  // columns
};

}  // namespace ruban::cli
