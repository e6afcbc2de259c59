// SPDX-License-Identifier: AGPL-3.0-or-later
// A list of addresses as organisers keep it: one a line, # begins a comment.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace ruban::cli {

struct AddressList {
  std::vector<std::string> addresses;
  std::vector<std::size_t> lines;  // where each of them stands, from 1
};

inline constexpr std::size_t kMaxListBytes = std::size_t{256} * 1024 * 1024;

// Spaces, empty lines, CR and a byte order mark are passed over. Whether a line is an address is asked later.
AddressList parse_list(std::string_view text);

}  // namespace ruban::cli
