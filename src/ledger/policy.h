// SPDX-License-Identifier: AGPL-3.0-or-later
// Policy (C2SP tlog-policy): which logs and witnesses a reader trusts, and how many witnesses make a quorum.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/checkpoint.h"
#include "ledger/note.h"

namespace ruban::ledger {

class Policy {
 public:
  struct Log {
    VerifierKey key;
    std::string url;  // may be empty
    bool operator==(const Log&) const = default;
  };
  struct Witness {
    std::string name;
    VerifierKey key;
    std::string url;  // may be empty
    bool operator==(const Witness&) const = default;
  };
  struct Group {
    std::string name;
    std::size_t k = 1;
    std::vector<std::string> members;  // witnesses, or groups before this one
    bool operator==(const Group&) const = default;
  };

  // At most 64 KiB, 64 logs, 64 witnesses, 64 groups. The error's field is "line N".
  static Result<Policy> parse(std::string_view text);
  // One log, no witness: "quorum none".
  static Policy of(const VerifierKey& log, std::string url);

  // Without comments, in the order logs, witnesses, groups, quorum. parse() of it gives an equal policy.
  std::string text() const;

  const std::vector<Log>& logs() const { return logs_; }
  const std::vector<Witness>& witnesses() const { return witnesses_; }
  const std::vector<Group>& groups() const { return groups_; }
  const std::string& quorum() const { return quorum_; }  // a witness, a group, or "none"

  const Log* find_log(std::string_view origin) const;
  std::vector<VerifierKey> witness_keys() const;
  // These witnesses and this quorum, asked about the records of another policy.
  Policy about(const Policy& other) const;

  // Whether these witnesses make a quorum. Always true for "none".
  bool quorum_met(std::span<const Cosigned> cosigned) const;

  bool operator==(const Policy&) const = default;

 private:
  friend class PolicyReader;
  std::vector<Log> logs_;
  std::vector<Witness> witnesses_;
  std::vector<Group> groups_;
  std::string quorum_ = "none";
};

// What may be said of a checkpoint, and no more: `committed` is the log's word alone.
enum class Assurance { committed, witnessed };

struct Judgement {
  OpenedCheckpoint opened;
  Assurance assurance = Assurance::committed;  // witnessed: a quorum of at least one witness cosigned
  std::size_t have = 0, of = 0;                // witnesses that cosigned, and that the policy knows
};

// Opens a checkpoint note by one of the policy's logs. A missing quorum isn't an error: it shows in the
// judgement.
Result<Judgement> judge_checkpoint(std::string_view note, const Policy& policy);

}  // namespace ruban::ledger
