// SPDX-License-Identifier: AGPL-3.0-or-later
// Recomputing from the record everything that is derived from it: letters' states, signatures, counts,
// events.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "service/instance.h"

namespace ruban::service {

struct RebuiltLetter {
  std::string slug;
  std::uint64_t version = 1;
  std::vector<store::Count> before, after;
};

struct Rebuilt {
  TreeSize entries = 0;
  TreeSize not_counted = 0;            // entries that aren't valid, and change nothing
  std::vector<RebuiltLetter> letters;  // by index
  bool changed() const;                // some count isn't what it was
};

// Replays every entry under the rules of docs/formats/record.md and replaces the derived tables in one
// transaction; texts and keys stay as they are. Kind::busy while another process writes the record;
// Kind::conflict, and nothing is changed, if the entries don't give the root of the last checkpoint.
// `progress` gets entries done and in all.
Result<Rebuilt> rebuild(Instance instance, const std::function<void(TreeSize, TreeSize)>& progress = {});

}  // namespace ruban::service
