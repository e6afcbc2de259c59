// SPDX-License-Identifier: AGPL-3.0-or-later
// SHA256SUMS of an exported folder: whether each of its files is still as it was written.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"

namespace ruban::cli {

struct SumsCheck {
  Hash sums;  // of SHA256SUMS itself: the one line that two holders of a folder compare
  std::size_t files = 0;
  std::vector<std::string> wrong;  // names of files that were changed, are missing, or aren't listed; sorted
};

// Nothing where there is no SHA256SUMS. Kind::invalid if it isn't one as `ruban export` writes it.
Result<std::optional<SumsCheck>> check_sums(const std::filesystem::path& folder);

}  // namespace ruban::cli
