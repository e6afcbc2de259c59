// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>

namespace ruban::cli {
namespace {
constexpr std::uint64_t kCells = 30;
}

void ProgressBar::show(std::uint64_t done, std::uint64_t of) {
  if (!terminal_.shows_progress || of == 0) return;
  const auto full = std::min(kCells, done * kCells / of);
  const auto line = fmt::format("{} [{:<{}}] {} of {}", what_, std::string(full, '#'), kCells, done, of);
  terminal_.err << '\r' << line << std::string(drawn_ > line.size() ? drawn_ - line.size() : 0, ' ')
                << std::flush;
  drawn_ = line.size();
}

void ProgressBar::clear() {
  if (drawn_ == 0) return;
  terminal_.err << '\r' << std::string(drawn_, ' ') << '\r' << std::flush;
  drawn_ = 0;
}

}  // namespace ruban::cli
