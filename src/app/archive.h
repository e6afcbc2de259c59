// SPDX-License-Identifier: AGPL-3.0-or-later
// A letter of an opened instance as files: the site over a view of its store, asked for every page.
#pragma once

#include "cli/doors.h"

namespace ruban::app {

Result<cli::ArchiveReport> archive(cli::OpenInstance& opened, const cli::ArchiveOrder& order,
                                   const cli::ArchiveSink& sink);

}  // namespace ruban::app
