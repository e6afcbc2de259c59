// SPDX-License-Identifier: AGPL-3.0-or-later
// Accepting a signature that was made elsewhere: its statement, credential and commitment are held against
// the rules of the audit, and nothing but them says who may sign.
#pragma once

#include "service/instance.h"
#include "service/letters.h"
#include "signature/payload.h"

namespace ruban::service {

// What a signer sends: the `sign` entry without its last line, and the text that it commits to.
struct SignedStatement {
  std::string lines;
  std::optional<store::Payload> payload;
};

// Fails with the fault of the line or of the text: on the field "entry", "payload" or "salt". `via` is what
// the entry must say. The result has no owner.
Result<store::NewSignature> check_statement(const PublishedLetter& letter, SignedStatement statement,
                                            ledger::Via via);

class AcceptSignature {
 public:
  explicit AcceptSignature(Instance instance) : instance_(instance) {}

  // Durable when it returns; whoever sends the same again is answered the same, whatever became of it.
  // Kind::conflict if the key has signed otherwise, or the letter takes no signatures.
  Result<void> operator()(const PublishedLetter& letter, SignedStatement statement);

 private:
  Instance instance_;
};

}  // namespace ruban::service
