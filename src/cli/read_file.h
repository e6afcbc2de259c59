// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading a file of bounded size.
#pragma once

#include <filesystem>
#include <string>

#include "core/result.h"

namespace ruban::cli {

// Kind::not_found if there is no such file, Kind::forbidden if it may not be read, Kind::invalid if it is no
// regular file, Kind::too_large beyond `most` bytes, Kind::busy if the disk fails.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t most);

}  // namespace ruban::cli
