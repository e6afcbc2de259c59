// SPDX-License-Identifier: AGPL-3.0-or-later
// Accepting a withdrawal that was signed elsewhere, by the key of the signature that it takes back. One of an
// anonymous signature waits for the end of the epoch, as the signature did.
#pragma once

#include "service/accept_signature.h"

namespace ruban::service {

class AcceptWithdrawal {
 public:
  explicit AcceptWithdrawal(Instance instance) : instance_(std::move(instance)) {}

  // `lines` is a `withdraw` entry without its last line; or the `sign` entry that still waits in the pool,
  // which is then never published. Durable (an anonymous one: in memory) when it returns; the same again is
  // answered the same. Kind::invalid if the key isn't that signature's, or didn't sign this; Kind::not_found
  // if there is no such signature.
  Result<Acceptance> operator()(const PublishedLetter& letter, const std::string& lines);

 private:
  Instance instance_;
};

}  // namespace ruban::service
