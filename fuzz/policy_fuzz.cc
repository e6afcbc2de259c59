// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: ledger
// Policies: writing one and reading it gives the same.
#include "core/check.h"
#include "ledger/policy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban::ledger;
  const auto policy = Policy::parse({reinterpret_cast<const char*>(bytes), size});
  if (!policy) return 0;
  const auto again = Policy::parse(policy->text());
  CHECK(again && *again == *policy);
  CHECK(policy->quorum_met({}) == (policy->quorum() == "none"));
  return 0;
}
