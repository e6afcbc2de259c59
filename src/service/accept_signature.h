// SPDX-License-Identifier: AGPL-3.0-or-later
// Accepting a signature that was made elsewhere: its statement, credential and commitment are held against
// the rules of the audit, and nothing but them says who may sign.
#pragma once

#include "service/anonymity_sets.h"
#include "service/instance.h"
#include "service/letters.h"
#include "signature/payload.h"

namespace ruban::service {

// What a signer sends: the `sign` entry without its last line, and the text that it commits to.
struct SignedStatement {
  std::string lines;
  std::optional<store::Payload> payload;  // of a signature by name
  // Of an anonymous one: what becomes of it if too few have come when the letter ends.
  bool drop_if_few = false;
};

struct Acceptance {
  std::optional<Instant> until;  // an anonymous one waits in memory until then
};

// Fails with the fault of the line or of the text: on the field "entry", "payload" or "salt". `via` is what
// the entry must say. The result has no owner.
Result<store::NewSignature> check_statement(const PublishedLetter& letter, SignedStatement statement,
                                            ledger::Via via);

class AcceptSignature {
 public:
  AcceptSignature(Instance instance, AnonymitySets& sets) : instance_(std::move(instance)), sets_(sets) {}

  // Durable when it returns, an anonymous one in the pool; whoever sends the same again is answered the same,
  // whatever became of it. Kind::conflict if the key has signed otherwise, the letter takes no signatures, or
  // too few could be meant by an anonymous one.
  Result<Acceptance> operator()(const PublishedLetter& letter, SignedStatement statement);

 private:
  Result<Acceptance> by_name(const PublishedLetter& letter, SignedStatement statement);
  Result<Acceptance> anonymous(const PublishedLetter& letter, const ledger::SignEntry& entry,
                               SignedStatement statement);

  Instance instance_;
  AnonymitySets& sets_;
};

}  // namespace ruban::service
