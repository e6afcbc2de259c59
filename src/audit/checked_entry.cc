// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/checked_entry.h"

#include <algorithm>

#include "credential/credential.h"
#include "crypto/ed25519.h"
#include "ledger/merkle.h"

namespace ruban::audit {
namespace {

// Of withdraw, kept and quote.
template <class Signed>
Evidence verify_by_own_key(const Signed& entry, std::string_view text) {
  const auto part = as_bytes(ledger::signed_part(text));
  return crypto::verify(entry.key, part, entry.sig) ? Evidence::proven : Evidence::wrong_signature;
}

struct Verify {
  std::string_view text;
  const IssuerKeys& keys;

  Evidence operator()(const ledger::SignEntry& entry) const {
    if (const auto* issuer = keys.find(entry.letter, entry.issuer)) return verify_sign(entry, text, *issuer);
    const auto by_key = verify_by_own_key(entry, text);
    return by_key == Evidence::proven ? Evidence::own_key : by_key;
  }
  Evidence operator()(const ledger::WithdrawEntry& entry) const { return verify_by_own_key(entry, text); }
  Evidence operator()(const ledger::KeptEntry& entry) const { return verify_by_own_key(entry, text); }
  Evidence operator()(const ledger::QuoteEntry& entry) const { return verify_by_own_key(entry, text); }
  template <class Other>
  Evidence operator()(const Other&) const {
    return Evidence::none;
  }
};

}  // namespace

const crypto::RsaPublicKey* IssuerKeys::find(const LetterId& letter, std::string_view label) const {
  const auto issuers = letters_.find(letter);
  if (issuers == letters_.end()) return nullptr;
  const auto& lines = issuers->second;
  const auto line = std::find_if(lines.begin(), lines.end(), [&](const auto& l) { return l.label == label; });
  return line == lines.end() ? nullptr : &line->key;
}

Evidence verify_sign(const ledger::SignEntry& entry, std::string_view text,
                     const crypto::RsaPublicKey& issuer) {
  if (!credential::verify(issuer, entry.letter, entry.issuer, entry.key, entry.cred_nonce, entry.cred)) {
    return Evidence::wrong_credential;
  }
  return verify_by_own_key(entry, text);
}

CheckedEntry check_entry(std::string_view text, const IssuerKeys& keys) {
  CheckedEntry out;
  out.leaf = ledger::leaf_hash(as_bytes(text));
  if (auto entry = ledger::parse_entry(text)) {
    out.evidence = std::visit(Verify{text, keys}, *entry);
    out.entry = *std::move(entry);
  }
  return out;
}

}  // namespace ruban::audit
