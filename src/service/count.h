// SPDX-License-Identifier: AGPL-3.0-or-later
// The count of a letter, per class, as of a published checkpoint: the last one, or that of an instant.
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
  std::optional<std::uint64_t> kept{};  // of `named`, who said that the pledge is kept; if the letter has one
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

// The checkpoint that was the last published one at `at`, whose count is what the pages showed then.
// Kind::invalid for an instant that lies ahead; Kind::not_found before the letter was open, or public.
Result<store::Checkpoint> checkpoint_at(Instance instance, const PublishedLetter& letter, Instant at);

// The last `tally` of the letter below `size`, whatever it says.
std::optional<EntryIndex> last_tally(Instance instance, const PublishedLetter& letter, TreeSize size);

}  // namespace ruban::service
