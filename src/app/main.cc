// SPDX-License-Identifier: AGPL-3.0-or-later
#include <string_view>

#include "app/doors.h"
#include "cli/run.h"
#include "picture/job.h"

int main(int argc, char** argv) {
  // Before anything private is read: this process will read a stranger's picture (picture/workshop.h).
  if (argc == 2 && std::string_view(argv[1]) == "picture-child") ruban::picture::answer_and_exit();
  return ruban::cli::run(argc, argv, ruban::app::doors());
}
