// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes signatures as the server would have stored them: key, credential, statement, payload, tags.
#pragma once

#include <memory>
#include <string>

#include "eligibility/email_address.h"
#include "fill/people.h"
#include "service/letter_keys.h"

namespace ruban::bench {

enum class Credentials {
  real,    // each the issuer's own: an audit passes
  filler,  // one for everybody: nothing that is measured by size notices, and no audit passes
};

// All that one signature leaves in the store.
struct Made {
  store::NewSignature row;
  IdentityTag tag;
  Hash blinded;
};

// For any thread.
class SignatureMaker {
 public:
  SignatureMaker(service::LetterKeys& keys, service::LetterPointer letter, crypto::Random& random,
                 Credentials credentials);

  Made make(std::uint64_t number) const;
  const std::string& label() const { return label_; }

 private:
  Bytes credential(const Nonce& nonce, const PublicKey& key) const;

  service::LetterKeys& keys_;
  service::LetterPointer letter_;
  crypto::Random& random_;
  std::string label_;
  std::shared_ptr<const crypto::RsaPrivateKey> issuer_;
  People people_;
  Bytes filler_;  // empty: real ones
};

}  // namespace ruban::bench
