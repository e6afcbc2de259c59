// SPDX-License-Identifier: AGPL-3.0-or-later
// Auditor: refetches a record, recomputes its root, recounts every letter, and compares with what the server
// says; once, or again and again as the record grows.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/claims.h"
#include "audit/journal.h"
#include "audit/new_entries.h"
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
  std::vector<IssuerCount> counts_at;    // at Options::at; empty if the letter came later
  std::optional<ClaimedCount> claimed;
  bool agrees = false;        // the server's count is counts_then, class by class
  bool has_pledge = false;    // its folder has one, or the record has a valid `kept`
  bool text_matches = false;  // the folder served has the entry's text-sha256 and says the same as the entry
  // Of the standing named signatures with a commitment: how many texts were served and matched, were erased
  // by an `erase` entry, or weren't served.
  std::uint64_t texts_checked = 0, texts_erased = 0, texts_absent = 0;
};

// What pages load, held against the newest `client` entry of the record. It tells what was served to this
// audit: another script for one person alone isn't found by it.
struct ClientReport {
  enum class State {
    no_entry,       // the record names no release: of before there were such entries
    not_looked_at,  // the source doesn't have what it names, or not now
    fits,
    differs,
  };
  State state = State::no_entry;
  EntryIndex index = 0;  // of that entry
  std::string version;
  Hash manifest_sha256;
  std::uint64_t scripts = 0;       // that are the record's where pages load them
  std::uint64_t earlier = 0;       // releases before it, each counted once
  std::uint64_t earlier_kept = 0;  // of these, manifest and scripts are still served
};

// A checkpoint that its record's key has signed, verbatim.
struct SignedCheckpoint {
  std::string note;
  ledger::Checkpoint checkpoint;
};

// Two signed checkpoints that can't both be of one record that only grows: whoever has them can show them.
struct Contradiction {
  enum class What {
    forked,     // the later one has other entries where the earlier one had its own
    went_back,  // the one that is served now is smaller than one that was served before
  };
  What what = What::forked;
  SignedCheckpoint before, now;
};

struct Claims;

struct Report {
  SignedCheckpoint served;
  ledger::Judgement checkpoint;
  std::optional<Contradiction> contradiction;  // then nothing more was looked at
  TreeSize begun_at =
      0;  // the entries below were checked by an earlier audit, whose journal was gone on from
  TreeSize texts_from = 0;             // the texts of signatures below were compared by an earlier audit
  std::optional<NewEntries> only_new;  // instead of all that follows, when the entries before aren't known
  std::uint64_t entry_bytes = 0;
  std::uint64_t signatures_verified = 0;  // valid `sign` entries
  std::vector<LetterReport> letters;
  ClientReport client;
  std::vector<Finding> findings;  // entries that are invalid, alarming or remarkable, with the shortfalls
  std::vector<Problem> problems;

  std::uint64_t alarms() const;
  // No contradiction, no alarm, nothing wrong. Invalid entries that count for nothing are no failure.
  bool passed() const;
};

struct Progress {
  TreeSize done = 0, of = 0;
};

struct Options {
  unsigned threads = 2;     // that verify
  bool check_texts = true;  // letter folders and payloads
  bool compare_counts = true;
  std::optional<TreeSize> at;  // a size to recount at, too, if the record has it
  bool check_client = true;    // what pages load
  // The source isn't the record's own site, but a folder or a mirror: scripts that aren't found there may not
  // have been copied, which says nothing.
  bool is_copy = false;
  // A server that was just started with other scripts has an entry for them that isn't published yet. Asked
  // when scripts differ, after so many looks, whether to look again, with the checkpoint of then. It may
  // wait.
  std::function<bool(int looks)> look_again;
  // Called from the caller's thread, at most once per 4,096 entries.
  std::function<void(const Progress&)> progress;
};

class Auditor {
 public:
  // Both must outlive it.
  Auditor(Source& source, const ledger::Policy& policy, Options options);
  ~Auditor();

  // A checkpoint that was served earlier: a later one that contradicts it is found. Fails unless the policy
  // accepts its signature.
  Result<ledger::Checkpoint> remember(const std::string& note);

  // Goes on from what an earlier audit has written down. Kind::conflict if that was of a record signed by
  // another key; run() fails with it if the record has other entries than those.
  Result<void> go_on_from(Journal journal);
  // Doesn't recount, but checks the entries after this checkpoint alone (Report::only_new).
  void look_only_after(const ledger::Checkpoint& checkpoint);
  // Hands what is to be written down to `append`, part by part: see JournalWriter. Before the first run().
  void write_down(JournalWriter writer, std::function<void(ByteView)> append);

  // Audits up to the checkpoint that is served now; the next call goes on from there. Fails only when there
  // is nothing to audit: no checkpoint, one that the policy doesn't accept, or a tile or bundle that can't be
  // fetched or contradicts the checkpoint; the error's field names it. After Kind::busy and Kind::not_found
  // it can be called again. Whether an unwitnessed checkpoint will do is the caller's to say, from
  // Report::checkpoint.
  Result<Report> run();

 private:
  class Counting;
  Result<std::optional<Contradiction>> find_contradiction(const SignedCheckpoint& now);
  Result<void> advance(const ledger::Checkpoint& checkpoint);
  // Up to the checkpoint that is served now.
  Result<void> catch_up(Report& report);
  Result<void> look_at_client(Report& report);
  void compare(const Claims& claims, Report& report);

  Source& source_;
  const ledger::Policy& policy_;
  Options options_;
  std::vector<SignedCheckpoint> known_;  // what the next one must go on from
  TreeSize begun_at_ = 0, texts_from_ = 0;
  Hash root_at_begin_;
  IssuerKeys keys_;
  std::unique_ptr<Counting> counting_;  // the entries, recounted
  std::optional<NewEntries> only_new_;  // or looked at
  std::unique_ptr<Refetch> refetch_;    // made by the first run()
};

// One run, from the first entry on.
Result<Report> audit(Source& source, const ledger::Policy& policy, const Options& options = {});

}  // namespace ruban::audit
