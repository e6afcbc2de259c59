// SPDX-License-Identifier: AGPL-3.0-or-later
// How far a checkpoint is vouched for, in a verdict: no more than holds.
#pragma once

#include <string_view>

#include "cli/trust.h"
#include "cli/verdict.h"
#include "ledger/policy.h"

namespace ruban::cli {

// Refuses if the policy asks for witnesses that haven't cosigned; `otherwise` says what to do then.
void say_assurance(Verdict& verdict, const ledger::Judgement& judged, const Trust& policy,
                   std::string_view otherwise);

}  // namespace ruban::cli
