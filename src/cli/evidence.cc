// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "cli/pins.h"

namespace ruban::cli {

namespace fs = std::filesystem;

std::vector<fs::path> write_evidence(const fs::path& folder, std::string_view origin, Instant now,
                                     const EvidenceFiles& files) {
  if (!folder.empty()) fs::create_directories(folder);
  auto time = format_rfc3339(now);
  std::ranges::replace(time, ':', '-');
  std::vector<fs::path> out;
  for (const auto& [name, content] : files) {
    auto path = folder / file_name_of(origin, fmt::format("-{}-{}", time, name));
    for (int i = 2; fs::exists(path); ++i)
      path = folder / file_name_of(origin, fmt::format("-{}-{}-{}", time, i, name));
    std::ofstream file(path, std::ios::binary);
    file << content;
    file.close();
    if (!file) {
      throw fs::filesystem_error("evidence", path, std::error_code(errno, std::generic_category()));
    }
    out.push_back(std::move(path));
  }
  return out;
}

}  // namespace ruban::cli
