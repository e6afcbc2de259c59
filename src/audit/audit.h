// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole audit: refetches a record, recomputes its root, recounts every letter, and compares with what the
// server says.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/claims.h"
#include "audit/recount.h"
#include "audit/source.h"
#include "ledger/policy.h"

namespace ruban::audit {

// One thing that a server says and the record doesn't bear out, or that couldn't be compared.
struct Problem {
  enum class Weight {
    not_compared,  // the source doesn't have it
    wrong,         // it contradicts the record
  };
  Weight weight = Weight::wrong;
  std::string_view what;  // a whole sentence, a key for translation
  std::string where;      // "tile/0/003", "my-letter v2", "my-letter v2 signature 17"
};

struct LetterReport {
  LetterRecord letter;
  std::vector<IssuerCount> counts;       // at the checkpoint's size
  std::vector<IssuerCount> counts_then;  // at the size that the server's count names
  std::optional<ClaimedCount> claimed;
  bool agrees = false;        // the server's count is counts_then, class by class
  bool text_matches = false;  // the folder served has the entry's text-sha256 and says the same as the entry
  // Of the standing named signatures with a commitment: how many texts were served and matched, were erased
  // by an `erase` entry, or weren't served.
  std::uint64_t texts_checked = 0, texts_erased = 0, texts_absent = 0;
};

struct Report {
  ledger::Judgement checkpoint;
  std::uint64_t entry_bytes = 0;
  std::uint64_t signatures_verified = 0;  // valid `sign` entries
  std::vector<LetterReport> letters;
  std::vector<Finding> findings;  // entries that are invalid, alarming or remarkable, with the shortfalls
  std::vector<Problem> problems;

  std::uint64_t alarms() const;
  // No alarm, nothing wrong. Invalid entries that count for nothing are no failure.
  bool passed() const;
};

struct Progress {
  TreeSize done = 0, of = 0;
};

struct Options {
  unsigned threads = 2;     // that verify
  bool check_texts = true;  // letter folders and payloads
  bool compare_counts = true;
  std::function<void(const Progress&)>
      progress;  // called from the caller's thread, at most once per 4,096 entries
};

// Fails only when there is nothing to audit: no checkpoint, one that `policy` doesn't accept, or a tile or
// bundle that can't be fetched or contradicts the checkpoint; the error's field names it. Whether an
// unwitnessed checkpoint will do is the caller's to say, from Report::checkpoint.
Result<Report> audit(Source& source, const ledger::Policy& policy, const Options& options = {});

}  // namespace ruban::audit
