// SPDX-License-Identifier: AGPL-3.0-or-later
// Fault: one thing to put right in a letter's folder, said so that its writer knows where and how.
#pragma once

#include <string>

namespace ruban::letter {

struct Fault {
  std::string file;     // name in the folder; empty if it is about the folder itself
  int line = 0;         // from 1; 0 if it is about the whole file
  std::string what;     // "The key "titel" is unknown."
  std::string instead;  // "Write "title"."

  bool operator==(const Fault&) const = default;
};

}  // namespace ruban::letter
