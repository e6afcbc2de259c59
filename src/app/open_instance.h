// SPDX-License-Identifier: AGPL-3.0-or-later
// Opening an instance's folder: its store, its vault, its key; the only place that names the drivers.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "app/config.h"
#include "cli/doors.h"
#include "crypto/random.h"

namespace ruban::app {

// Folder, ruban.toml, keys and database of a new instance. `settings` are those that were given, each as it
// was written, and stand in ruban.toml from then on. Kind::conflict if there is an instance.
Result<void> init_instance(const Config& config, const std::map<std::string, std::string>& settings);

// `clock` and `random` must outlive it.
Result<std::unique_ptr<cli::OpenInstance>> open_instance(const Config& config, const Clock& clock,
                                                         crypto::Random& random);

}  // namespace ruban::app
