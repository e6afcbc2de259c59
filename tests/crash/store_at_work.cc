// SPDX-License-Identifier: AGPL-3.0-or-later
// A store at work, to be killed, and the check of what it leaves behind:
//   store_at_work work FOLDER          prints what is acknowledged
//   store_at_work check FOLDER < LINES exits with 1 if something acknowledged is missing, or something is
//   half there
#include <cstdio>
#include <exception>
#include <string>

#include "crowd.h"

int main(int argc, char** argv) {
  const std::string what = argc == 3 ? argv[1] : "";
  try {
    if (what == "work") return ruban::crash::work(argv[2]);
    if (what == "check") return ruban::crash::check(argv[2]);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s: %s\n", what.c_str(), e.what());
    return 3;
  }
  std::fprintf(stderr, "usage: store_at_work work|check FOLDER\n");
  return 2;
}
