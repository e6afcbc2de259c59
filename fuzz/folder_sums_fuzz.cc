// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: cli
// SHA256SUMS of an archive that somebody else has made.
#include <stdlib.h>

#include <fstream>

#include "cli/folder_sums.h"
#include "core/check.h"

namespace fs = std::filesystem;

// Made once: what is in it is what a list may name.
static const fs::path& folder() {
  static const fs::path path = [] {
    auto name = (fs::temp_directory_path() / "ruban-sums-XXXXXX").string();
    CHECK(::mkdtemp(name.data()) != nullptr);
    std::ofstream(fs::path(name) / "index.html") << "x";
    return fs::path(name);
  }();
  return path;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  {
    std::ofstream out(folder() / "SHA256SUMS", std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(size));
  }
  const auto checked = ruban::cli::check_sums(folder());
  if (!checked) return 0;
  CHECK(checked->has_value());
  CHECK((*checked)->wrong.size() <= (*checked)->files + 1);
  return 0;
}
