// SPDX-License-Identifier: AGPL-3.0-or-later
// witness.toml: how a witness is reached, and who it says that it is.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/result.h"
#include "witness/routes.h"

namespace ruban::app {

struct WitnessConfig {
  witness::About about;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8090;
};

void write_witness_config(const std::filesystem::path& file, const WitnessConfig& config);
// Kind::not_found, Kind::invalid with the line in `field`. An unknown key is a fault.
Result<WitnessConfig> read_witness_config(const std::filesystem::path& file);

}  // namespace ruban::app
