// SPDX-License-Identifier: AGPL-3.0-or-later
// Evidence: what an audit that found a record wrong leaves in files, to be shown to others.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/time.h"

namespace ruban::cli {

using EvidenceFiles = std::vector<std::pair<std::string, std::string>>;  // end of the name, content

// Writes "ORIGIN-TIME-NAME" for each into `folder`, which is made if need be, and never over a file that is
// there. Returns where they are. Throws std::filesystem::filesystem_error.
std::vector<std::filesystem::path> write_evidence(const std::filesystem::path& folder,
                                                  std::string_view origin, Instant now,
                                                  const EvidenceFiles& files);

}  // namespace ruban::cli
