// SPDX-License-Identifier: AGPL-3.0-or-later
// CheckedEntry: an entry with everything checked that needs no knowledge of the entries before it, letters
// excepted. This is where the time of an audit goes, so it is a pure function for many threads.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/entry.h"

namespace ruban::audit {

enum class Evidence : std::uint8_t {
  none,              // the type has no signature
  proven,            // credential and signature verify
  own_key,           // of a sign entry whose letter or issuer isn't known: the signature verifies
  wrong_credential,  // of a sign entry
  wrong_signature,
};

struct CheckedEntry {
  std::optional<ledger::Entry> entry;  // empty: the text isn't a valid entry
  Hash leaf;                           // RFC 6962 leaf hash
  Evidence evidence = Evidence::none;
};

// The issuers of the letters seen so far, valid or not: a letter-id commits to the keys, so no entry can be
// checked with a wrong one.
class IssuerKeys {
 public:
  void add(const LetterId& letter, const std::vector<ledger::IssuerLine>& issuers) {
    letters_[letter] = issuers;
  }
  // nullptr if the letter or the label isn't known.
  const crypto::RsaPublicKey* find(const LetterId& letter, std::string_view label) const;

 private:
  std::unordered_map<LetterId, std::vector<ledger::IssuerLine>> letters_;
};

// Credential by `issuer`, then the Ed25519 signature over `text` up to `sig`. Safe from any thread.
Evidence verify_sign(const ledger::SignEntry& entry, std::string_view text,
                     const crypto::RsaPublicKey& issuer);

// Parses, hashes and verifies. Safe from any thread as long as nobody adds to `keys`.
CheckedEntry check_entry(std::string_view text, const IssuerKeys& keys);

}  // namespace ruban::audit
