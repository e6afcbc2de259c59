// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fill/signature_maker.h"

#include "core/utf8.h"
#include "credential/blind.h"
#include "credential/credential.h"
#include "signature/statement.h"

namespace ruban::bench {
namespace {

using PssSalt = Fixed<struct PssSaltTag, credential::kPssSaltSize>;
constexpr std::size_t kMostSearchWords = 16;

}  // namespace

SignatureMaker::SignatureMaker(service::LetterKeys& keys, service::LetterPointer letter,
                               crypto::Random& random, Credentials credentials)
    : keys_(keys),
      letter_(std::move(letter)),
      random_(random),
      label_(letter_->entry.issuers.front().label),
      issuer_(keys.issuer(*letter_, label_).value()) {
  if (credentials == Credentials::filler)
    filler_ = credential(random_.fixed<Nonce>(), random_.fixed<PublicKey>());
}

// What unblinding would give: a signature of the same distribution, with half of the work.
Bytes SignatureMaker::credential(const Nonce& nonce, const PublicKey& key) const {
  const auto message = credential::input_message(nonce, letter_->id(), label_, key);
  const auto salt = random_.fixed<PssSalt>();
  const auto encoded = credential::encode_pss(message, salt.view(), issuer_->public_key().size()).value();
  return issuer_->raw_sign(encoded).value();
}

Made SignatureMaker::make(std::uint64_t number) const {
  const auto key = crypto::SigningKey::generate(random_);
  const auto nonce = random_.fixed<Nonce>();
  const auto person = people_.person(number);
  const auto address = eligibility::EmailAddress::parse(People::address(number)).value();

  Made out;
  out.row.key = key.public_key();
  out.row.payload = store::Payload{signature::format(person), random_.fixed<Salt>()};
  const auto entry =
      signature::sign_statement(key, {letter_->id(), ledger::Mode::named, ledger::Via::server, label_,
                                      filler_.empty() ? credential(nonce, key.public_key()) : filler_, nonce,
                                      signature::commit(out.row.payload->salt, out.row.payload->text)});
  out.row.lines = ledger::without_time(entry);
  out.row.owner = keys_.owner_tag(*letter_, address).value();
  out.row.search_words = search_words(person.name.text(), kMostSearchWords);
  out.tag = keys_.identity_tag(*letter_, address.canonical()).value();
  out.blinded = random_.fixed<Hash>();
  return out;
}

}  // namespace ruban::bench
