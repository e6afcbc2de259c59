// SPDX-License-Identifier: AGPL-3.0-or-later
// Witnesses: those that the instance's policy names: asked together, none of them trusted, none of them
// waited for.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "ledger/policy.h"
#include "service/witness_client.h"

namespace ruban::service {

// What may be said of a published checkpoint.
struct Standing {
  std::size_t have = 0, of = 0;  // witnesses that cosigned, and that the policy names
  bool quorum = false;
  std::vector<std::string> recounted_by;  // names of those that cosigned and recount
  struct Cosignature {
    std::string name;
    Instant at;
    bool operator==(const Cosignature&) const = default;
  };
  std::vector<Cosignature> cosignatures;  // in the order of the policy

  bool operator==(const Standing&) const = default;
};

// The text of an instance's policy file with the log's own line, if it lacks that. Kind::invalid, with the
// line in `field`, if it can't be read, names another key for this log, has a witness without an address, or
// witnesses without a quorum; or if one of `promises` (ledger/recount_promise.h) isn't that of a witness in
// it.
Result<ledger::Policy> instance_policy(std::string_view text, const ledger::VerifierKey& log,
                                       const std::string& url, const std::set<std::string>& promises);

class Witnesses {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;
  struct Options {
    // A witness that fails is asked again after this, then after twice as long, and so on.
    std::chrono::seconds first_rest{10}, most_rest{600};
    std::function<SteadyTime()> steady = [] { return std::chrono::steady_clock::now(); };
  };

  // `promises`: of those that cosign only what they have recounted, each by its own signed word.
  Witnesses(ledger::Policy policy, const ledger::VerifierKey& log, const std::set<std::string>& promises,
            const OpenWitnessDoor& open, Options options);
  Witnesses(ledger::Policy policy, const ledger::VerifierKey& log, const std::set<std::string>& promises,
            const OpenWitnessDoor& open)
      : Witnesses(std::move(policy), log, promises, open, Options()) {}

  const ledger::Policy& policy() const { return policy_; }
  // As /log/policy gives it: what the witnesses that recount have promised stands in comments.
  std::string policy_text() const;

  // For any thread.
  Standing judge(const std::string& note) const;
  // Whether these witnesses can make up that policy's quorum.
  bool can_satisfy(const ledger::Policy& policy) const;

  struct Round {
    std::vector<ledger::NoteSignature> lines;  // cosignatures, at most one of each witness
    std::vector<SeenByWitness> seen;           // what contradicts us by the word of a witness
  };
  using Wanted = std::function<bool(const ledger::VerifierKey&)>;
  // Those that are wanted, all at once, but for those that rest after a failure. From one thread at a time,
  // as look().
  Round ask(const std::string& note, TreeSize size, const Prove& prove, const Wanted& wanted, Instant now);

  struct Look {
    std::string name;
    Result<SeenByWitness> seen;
  };
  // What each of them cosigned last.
  std::vector<Look> look();

 private:
  struct Asked {
    WitnessClient client;
    int failures = 0;
    SteadyTime next{};
  };

  ledger::Policy policy_;
  std::map<std::string, std::string> recounting_;  // what each promised, by its name in the policy
  Options options_;
  std::vector<Asked> asked_;

  mutable std::mutex mutex_;  // of the two below
  mutable std::string judged_;
  mutable Standing standing_;
};

}  // namespace ruban::service
