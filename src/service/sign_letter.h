// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing by name without scripts: the server acts for the signer, with a real credential and a real
// statement, and hands the key over.
#pragma once

#include "service/letter_keys.h"
#include "service/letters.h"
#include "service/request_code.h"
#include "service/visit.h"

namespace ruban::service {

class SignLetter {
 public:
  enum class Outcome {
    accepted,       // durable, and waits for its place in the record
    issued_before,  // this address or code got its credential earlier
    not_on_list,    // the organisers' list doesn't hold this address; nobody was given this code
  };
  SignLetter(Instance instance, LetterKeys& keys) : instance_(instance), keys_(keys) {}

  // The visit must be proved. When it is accepted, the visit holds the key and the key file, and is kept.
  Result<Outcome> operator()(const PublishedLetter& letter, const VisitKeys& keys, Visit& visit);

 private:
  Instance instance_;
  LetterKeys& keys_;
};

}  // namespace ruban::service
