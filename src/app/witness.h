// SPDX-License-Identifier: AGPL-3.0-or-later
// `ruban witness`: a witness's folder, made, filled and served.
#pragma once

#include "cli/doors.h"

namespace ruban::app {

// Whether the folder has a witness's key.
bool is_witness_made(const std::filesystem::path& data);
// Key, witness.toml and an empty list of logs. Kind::conflict if there is a witness.
Result<void> init_witness(const cli::WitnessSettings& settings);
// The log's origin.
Result<std::string> add_log(const std::filesystem::path& data, const std::string& vkey,
                            const std::string& url);
Result<cli::WitnessState> show_witness(const std::filesystem::path& data);
// Serves until SIGINT or SIGTERM. Returns the exit code.
int serve_witness(const std::filesystem::path& data);

}  // namespace ruban::app
