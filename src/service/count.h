// SPDX-License-Identifier: AGPL-3.0-or-later
// The count of a letter, per class, as of a published checkpoint.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/instance.h"
#include "service/letters.h"

namespace ruban::service {

struct ClassCount {
  std::string name;  // "employee"
  std::vector<std::string> issuers;
  std::optional<std::uint64_t> denominator;
  std::uint64_t named = 0, anon = 0;  // standing
  std::uint64_t withdrawn = 0, taken_down = 0;
  bool operator==(const ClassCount&) const = default;
};

struct LetterCount {
  TreeSize size = 0;                      // of the checkpoint
  Instant as_of;                          // when it was published
  std::optional<EntryIndex> tally_index;  // the last `tally` below size, if it says the same
  std::vector<ClassCount> classes;        // in the letter's order; never added up
  bool operator==(const LetterCount&) const = default;
};

LetterCount count_letter(Instance instance, const PublishedLetter& letter,
                         const store::Checkpoint& published);

}  // namespace ruban::service
