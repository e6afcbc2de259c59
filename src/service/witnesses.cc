// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/witnesses.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>

#include "ledger/recount_promise.h"

namespace ruban::service {
namespace {

// work(client) for all of them at once, in their order.
template <class Clients, class Work>
auto all_at_once(Clients& clients, const Work& work) {
  using Out = decltype(work(clients.front()));
  std::vector<std::future<Out>> running;
  for (auto& client : clients)
    running.push_back(std::async(std::launch::async, [&work, &client] { return work(client); }));
  std::vector<Out> out;
  for (auto& one : running) out.push_back(one.get());
  return out;
}

}  // namespace

Result<ledger::Policy> instance_policy(std::string_view text, const ledger::VerifierKey& log,
                                       const std::string& url, const std::set<std::string>& promises) {
  auto policy = TRY(ledger::Policy::parse(text));
  if (policy.logs().empty()) {
    policy = TRY(ledger::Policy::parse(fmt::format("log {} {}\n{}", log.text(), url, text)));
  } else if (const auto* ours = policy.find_log(log.name()); ours == nullptr || ours->key != log) {
    return fail(Kind::invalid, "This policy names another key for this record. Leave its log line out.");
  }
  if (policy.witnesses().empty()) return fail(Kind::invalid, "This policy names no witness.");
  for (const auto& witness : policy.witnesses()) {
    if (!witness.url.starts_with("http://") && !witness.url.starts_with("https://"))
      return fail(Kind::invalid, "This witness needs its address behind its key.", witness.name);
  }
  if (policy.quorum() == "none")
    return fail(Kind::invalid, "Say with a quorum line which of the witnesses must have signed.");
  const auto all = policy.witnesses();
  for (const auto& promise : promises) {
    if (std::none_of(all.begin(), all.end(),
                     [&](const auto& w) { return ledger::is_recount_promise(promise, w.key); })) {
      return fail(Kind::invalid,
                  "No witness of this policy has signed that it recounts in these words. Take what ruban "
                  "witness show prints, or the witness's page.",
                  promise);
    }
  }
  return policy;
}

Witnesses::Witnesses(ledger::Policy policy, const ledger::VerifierKey& log,
                     const std::set<std::string>& promises, const OpenWitnessDoor& open, Options options)
    : policy_(std::move(policy)), options_(std::move(options)) {
  for (const auto& witness : policy_.witnesses()) {
    asked_.push_back({WitnessClient(witness, log, open(witness.url)), 0, {}});
    for (const auto& promise : promises) {
      if (ledger::is_recount_promise(promise, witness.key)) recounting_.emplace(witness.name, promise);
    }
  }
}

std::string Witnesses::policy_text() const {
  auto out = policy_.text();
  for (const auto& [name, promise] : recounting_)
    out += fmt::format("# {} recounts every tally before it cosigns: {}\n", name, promise);
  return out;
}

Standing Witnesses::judge(const std::string& note) const {
  {
    const std::lock_guard lock(mutex_);
    if (note == judged_) return standing_;
  }
  Standing out;
  out.of = policy_.witnesses().size();
  if (const auto judged = ledger::judge_checkpoint(note, policy_)) {
    out.have = judged->have;
    out.quorum = judged->assurance == ledger::Assurance::witnessed;
    for (const auto& witness : policy_.witnesses()) {
      const auto& cosigned = judged->opened.cosigned;
      const auto line = std::find_if(cosigned.begin(), cosigned.end(),
                                     [&](const auto& c) { return c.witness == witness.key; });
      if (line == cosigned.end()) continue;
      out.cosignatures.push_back({witness.name, line->time});
      if (recounting_.contains(witness.name)) out.recounted_by.push_back(witness.name);
    }
  }
  const std::lock_guard lock(mutex_);
  judged_ = note;
  standing_ = out;
  return out;
}

bool Witnesses::can_satisfy(const ledger::Policy& policy) const {
  std::vector<ledger::Cosigned> all;
  for (const auto& witness : policy_.witnesses()) all.push_back({witness.key, Instant{}});
  return policy.quorum_met(all);
}

Witnesses::Round Witnesses::ask(const std::string& note, TreeSize size, const Prove& prove,
                                const Wanted& wanted, Instant now) {
  const auto began = options_.steady();
  const auto outcomes = all_at_once(asked_, [&](Asked& one) -> std::optional<WitnessClient::Outcome> {
    if (one.next > began || !wanted(one.client.key())) return std::nullopt;
    return one.client.ask(note, size, prove, now);
  });
  Round out;
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    if (!outcomes[i]) continue;
    auto& one = asked_[i];
    if (outcomes[i]->line) {
      if (one.failures > 0) spdlog::info("the witness {} cosigns again", one.client.name());
      one.failures = 0;
      out.lines.push_back(*outcomes[i]->line);
      continue;
    }
    spdlog::warn("the witness {} hasn't cosigned size {}: {}", one.client.name(), size, outcomes[i]->trouble);
    const auto rest = options_.first_rest * (1 << std::min(one.failures++, 6));
    one.next = options_.steady() + std::min(rest, options_.most_rest);
    if (outcomes[i]->seen) out.seen.push_back(*outcomes[i]->seen);
  }
  return out;
}

std::vector<Witnesses::Look> Witnesses::look() {
  return all_at_once(asked_, [](Asked& one) { return Look{one.client.name(), one.client.look()}; });
}

}  // namespace ruban::service
