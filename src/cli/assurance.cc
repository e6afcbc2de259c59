// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/assurance.h"

#include <fmt/format.h>

#include <algorithm>

namespace ruban::cli {

void say_assurance(Verdict& verdict, const ledger::Judgement& judged, const Trust& policy,
                   std::string_view otherwise) {
  const auto size = judged.opened.checkpoint.size;
  if (judged.assurance == ledger::Assurance::witnessed) {
    Instant latest{};
    for (const auto& c : judged.opened.cosigned) latest = std::max(latest, c.time);
    verdict.say(
        fmt::format("Witnessed: {} of {} witnesses have cosigned the checkpoint of {} entries, by {}.",
                    judged.have, judged.of, size, format_rfc3339(latest)));
  } else if (policy.policy.quorum() == "none") {
    verdict.say(fmt::format("Committed: the server has signed the checkpoint of {} entries. {}", size,
                            policy.without_witnesses()));
  } else {
    verdict.refuse(fmt::format(
        "The checkpoint of {} entries lacks the witnesses that the policy asks for: {} of {} have "
        "cosigned. {}",
        size, judged.have, judged.of, otherwise));
  }
}

}  // namespace ruban::cli
