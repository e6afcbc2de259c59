// SPDX-License-Identifier: AGPL-3.0-or-later
// An invitation: the code of 128 bits that an organiser gives to each person of a list (protocol.md E.3,
// tier 3). How it is drawn, written, read and remembered; docs/formats/invitation.md.
#pragma once

#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/secret.h"
#include "crypto/random.h"

namespace ruban::eligibility {

class Invitation {
 public:
  static constexpr std::size_t kCharacters = 28;
  // 128 uniform bits.
  static Invitation draw(crypto::Random& random);
  // Its 28 characters, large or small, with spaces, hyphens or dots between them; O is read as 0, I and L as
  // 1. Twelve of its bits check the others, so that a slip of the pen is told apart from a code that nobody
  // was given. Faults are on the field "invitation".
  static Result<Invitation> parse(std::string_view typed);

  // Seven groups of four, parted by hyphens.
  std::string shown() const;
  // What stands for the person where an address would. No address looks like it.
  std::string canonical() const { return "invitation " + shown(); }

 private:
  using Bits = Fixed<struct InvitationTag, 16>;
  explicit Invitation(const Bits& bits) : bits_(bits) {}
  Secret<Bits> bits_;
};

}  // namespace ruban::eligibility
