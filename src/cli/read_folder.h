// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading a letter's folder from the disk, and no more of it than a letter may hold.
#pragma once

#include <filesystem>
#include <vector>

#include "letter/fault.h"
#include "letter/folder.h"

namespace ruban::cli {

struct ReadFolder {
  letter::Folder folder;
  std::vector<letter::Fault> faults;  // of the disk: what the files say is letter::check()'s
  bool complete = true;               // false: a file that belongs to the letter could not be read
};

// Every fault at once: a missing folder, links, folders within it, other names, files beyond the limits of
// letter/folder.h.
ReadFolder read_folder(const std::filesystem::path& path);

}  // namespace ruban::cli
