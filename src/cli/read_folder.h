// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading a letter's folder from the disk, and no more of it than a letter may hold.
#pragma once

#include <filesystem>
#include <vector>

#include "letter/fault.h"
#include "letter/folder.h"

namespace ruban::cli {

// Every fault at once: a missing folder, links, folders within it, other names, files beyond the limits of
// letter/folder.h. What the files say is letter::check()'s.
tl::expected<letter::Folder, std::vector<letter::Fault>> read_folder(const std::filesystem::path& path);

}  // namespace ruban::cli
