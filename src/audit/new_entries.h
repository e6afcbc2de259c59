// SPDX-License-Identifier: AGPL-3.0-or-later
// NewEntries: what can be said of the entries after a checkpoint by somebody who doesn't have those before
// it.
#pragma once

#include <map>
#include <string>

#include "audit/reason.h"
#include "audit/refetch.h"

namespace ruban::audit {

// Whether a signature counts depends on the letter it is for, on its key not having signed before, on the
// letter's end; counts and tallies depend on all of them. Nothing is said of these here.
class NewEntries final : public EntrySink {
 public:
  void take(EntryIndex index, std::string_view text, const CheckedEntry& checked) override;
  void confirmed(TreeSize, const Hash&) override {}

  TreeSize from = 0, to = 0;
  std::uint64_t entry_bytes = 0;
  std::map<std::string, std::uint64_t, std::less<>> types;  // how many entries of each type
  std::uint64_t proven = 0;   // signatures for letters among these entries: credential and signature verify
  std::uint64_t own_key = 0;  // signatures for older letters: the signature verifies, the credential is open
  std::vector<Finding> findings;  // not_an_entry, wrong_credential and wrong_signature alone
};

}  // namespace ruban::audit
