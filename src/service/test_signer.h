// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: somebody who signs with a program of their own.
#pragma once

#include <string>

#include "service/issue_credential.h"
#include "service/signer.h"
#include "service/signing_calls.h"
#include "service/test_instance.h"

namespace ruban::service::test {

class TestSigner {
 public:
  TestSigner(TestInstance& it, LetterPointer letter, std::string issuer = "neighbour-email")
      : it_(it), letter_(std::move(letter)), issuer_(std::move(issuer)) {
    crypto::SystemRandom random;
    seed_ = Secret(random.fixed<crypto::Seed>());
    visit_ = Secret(random.fixed<VisitSecret>());
  }

  const crypto::RsaPublicKey& issuer_key() const { return letter_->entry.find_issuer(issuer_)->key; }
  CredentialRequest request() const {
    return must(request_credential(issuer_key(), letter_->id(), issuer_, seed_));
  }
  VisitKeys keys() const { return visit_keys(visit_, letter_->id()); }

  // The code that was mailed; empty if there were faults.
  std::string ask(const std::string& email) const {
    auto visit = it_.visit(*letter_, email, issuer_, "");
    visit.purpose = Purpose::issue;
    if (!it_.request(*letter_, keys(), visit).empty()) return {};
    return mail::find_code(it_.mail_to(must(eligibility::EmailAddress::parse(email)).for_mail()).text);
  }
  void prove(const std::string& email) const { must(ConfirmCode(it_.instance())(keys(), ask(email))); }
  Result<Bytes> issue(IssueCredential& issuing) const {
    return issuing(*letter_, keys(), issuer_, request().blinding.blinded);
  }
  // Once it is issued.
  void take(ByteView blind_signature) {
    cred_ = must(finish_credential(issuer_key(), request(), blind_signature));
  }
  void get_credential(IssueCredential& issuing, const std::string& email) {
    prove(email);
    take(must(issue(issuing)));
  }

  SignedStatement statement(std::string_view name = "Grace Example",
                            ledger::Via via = ledger::Via::client) const {
    return statement(payload(name), via);
  }
  SignedStatement statement(const signature::Payload& payload, ledger::Via via = ledger::Via::client) const {
    return sign_by_name(letter_->id(), issuer_, via, cred_, payload, seed_);
  }
  SignedStatement anonymous() const { return sign_anonymously(letter_->id(), issuer_, cred_, seed_); }
  static signature::Payload payload(std::string_view name) {
    return {must(signature::SignerName::parse(name)), {}, {}};
  }

  PublicKey key() const { return signature::signing_key(seed_).public_key(); }
  const Secret<crypto::Seed>& seed() const { return seed_; }
  const Bytes& cred() const { return cred_; }

 private:
  TestInstance& it_;
  LetterPointer letter_;
  std::string issuer_;
  Secret<crypto::Seed> seed_;
  Secret<VisitSecret> visit_;
  Bytes cred_;
};

}  // namespace ruban::service::test
