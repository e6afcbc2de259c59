// rooms: eligibility
// SPDX-License-Identifier: AGPL-3.0-or-later
// A typed invitation code: what is read is written in one form, which is read as the same.
#include <cstdint>
#include <cstdlib>

#include "eligibility/invitation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using ruban::eligibility::Invitation;
  const auto typed = Invitation::parse({reinterpret_cast<const char*>(data), size});
  if (!typed) return 0;
  const auto again = Invitation::parse(typed->shown());
  if (!again || again->shown() != typed->shown()) std::abort();
  if (typed->shown().size() != Invitation::kCharacters + 6) std::abort();
  return 0;
}
