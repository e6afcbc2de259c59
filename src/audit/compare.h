// SPDX-License-Identifier: AGPL-3.0-or-later
// Compare: holds what a server says and shows of its letters against the recount.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "audit/audit.h"
#include "audit/replayed.h"

namespace ruban::audit {

using Version = std::pair<std::string, std::uint64_t>;  // slug and number

// What the server said of its letters before the record was fetched, so that no figure is newer than the
// record.
struct Claims {
  std::vector<ListedLetter> listed;
  std::map<Version, ClaimedCount> counts;
};

// Fetches the list and the counts of every version of every letter on it.
Claims fetch_claims(Source& source, std::vector<Problem>& problems);

// The report of each valid letter, its counts compared.
std::vector<LetterReport> compare_counts(Source& source, const Claims& claims, const Recount& recount,
                                         std::optional<TreeSize> at, std::vector<Problem>& problems);

// Fetches the letter's folder; compares its hash and its fields with the entry.
void compare_folder(Source& source, LetterReport& report, std::vector<Problem>& problems);

// Fetches the texts of the letter's named signatures from the entry `from` on; compares them with their
// commitments.
void compare_texts(Source& source, const Replayed& replayed, std::size_t place, EntryIndex from,
                   LetterReport& report, std::vector<Problem>& problems);

// Fetches what the newest release of the client scripts names, where pages load it and where it is kept;
// which scripts pages load; and of the releases before whether they are still kept. `is_copy` as in Options.
ClientReport compare_client(Source& source, const Replayed& replayed, bool is_copy,
                            std::vector<Problem>& problems);

}  // namespace ruban::audit
