// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: letters, signers and entries with real credentials and signatures, from which records are made.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/check.h"
#include "credential/blind.h"
#include "credential/credential.h"
#include "credential/issuer.h"
#include "crypto/ed25519.h"
#include "crypto/sha256.h"
#include "ledger/entry.h"
#include "ledger/merkle.h"

namespace ruban::audit {

// The n-th issuer key of this run. Making one takes a while, so they are kept.
inline const crypto::RsaPrivateKey& issuer_key(int n, int bits = 2048) {
  static std::map<std::pair<int, int>, crypto::RsaPrivateKey> keys;
  auto at = keys.find({n, bits});
  if (at == keys.end()) at = keys.emplace(std::pair(n, bits), crypto::RsaPrivateKey::generate(bits)).first;
  return at->second;
}

// The same in every run.
inline crypto::SigningKey signer_key(std::uint32_t n) {
  crypto::Seed seed{};
  for (std::size_t i = 0; i < 4; ++i) seed.bytes[i] = static_cast<std::uint8_t>(n >> (8 * i));
  return crypto::SigningKey::from_seed(Secret(seed));
}

inline Instant minute(std::string_view text) {
  const auto out = parse_minute(text);
  CHECK(out.has_value());
  return *out;
}

inline ledger::IssuerLine issuer_line(int n, std::string class_name = "employee", int bits = 2048) {
  return {class_name + "-email", class_name, issuer_key(n, bits).public_key()};
}

inline ledger::LetterEntry letter_entry(std::string slug, std::vector<ledger::IssuerLine> issuers) {
  ledger::LetterEntry out;
  out.slug = std::move(slug);
  out.text_sha256 = crypto::sha256("text");
  out.modes = {ledger::Mode::named, ledger::Mode::anon};
  out.issuers = std::move(issuers);
  out.opens = minute("2018-06-19T12:00Z");
  out.closes = minute("2018-07-19T12:00Z");
  out.min_batch = 1;
  out.time = minute("2018-06-19T11:55Z");
  return out;
}

inline LetterId id_of(const ledger::LetterEntry& entry) {
  return ledger::letter_id_of(ledger::format_entry(entry));
}

// What the issuer gives for this key: cred and nonce, by the real protocol.
inline credential::Credential credential_for(const crypto::RsaPrivateKey& issuer, const LetterId& letter,
                                             std::string_view label, const PublicKey& key) {
  crypto::SystemRandom random;
  const auto nonce = random.fixed<Nonce>();
  const auto input = credential::input_message(nonce, letter, label, key);
  const auto blinding = credential::blind(issuer.public_key(), input, random);
  CHECK(blinding.has_value());
  const auto answer = credential::blind_sign(issuer, blinding->blinded);
  CHECK(answer.has_value());
  const auto cred = credential::finalize(issuer.public_key(), input, *answer, blinding->inverse);
  CHECK(cred.has_value());
  return {*cred, nonce};
}

// Signs again after something was changed.
template <class Signed>
Signed resigned(Signed entry, const crypto::SigningKey& key) {
  entry.sig = key.sign(as_bytes(ledger::signed_part(entry)));
  return entry;
}

// A signature that counts: named, by the signer's own client, with a commitment.
inline ledger::SignEntry sign_entry(const LetterId& letter, const crypto::RsaPrivateKey& issuer,
                                    const crypto::SigningKey& key, std::string label = "employee-email",
                                    ledger::Mode mode = ledger::Mode::named) {
  ledger::SignEntry out;
  out.letter = letter;
  out.mode = mode;
  out.issuer = std::move(label);
  auto credential = credential_for(issuer, letter, out.issuer, key.public_key());
  out.cred = std::move(credential.cred);
  out.cred_nonce = credential.nonce;
  out.key = key.public_key();
  if (mode == ledger::Mode::named) out.commit = Commitment{crypto::sha256("payload").bytes};
  out.epoch = minute("2018-06-19T12:30Z");
  return resigned(std::move(out), key);
}

template <class Signed>
Signed by_signer(const LetterId& letter, EntryIndex index, const crypto::SigningKey& key) {
  Signed out;
  out.letter = letter;
  out.index = index;
  out.key = key.public_key();
  out.time = minute("2018-06-20T09:00Z");
  return resigned(std::move(out), key);
}

}  // namespace ruban::audit
