// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/doors.h"
#include "cli/run.h"

int main(int argc, char** argv) { return ruban::cli::run(argc, argv, ruban::app::doors()); }
