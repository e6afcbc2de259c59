// SPDX-License-Identifier: AGPL-3.0-or-later
// What a signer says with the key of a signature: I sign, I withdraw, I have kept the pledge, I tell the
// press.
#pragma once

#include <optional>
#include <string>

#include "crypto/ed25519.h"
#include "ledger/entry.h"

namespace ruban::signature {

// All of a `sign` entry but the key, its signature, and the epoch, which the server adds.
struct Statement {
  LetterId letter;
  ledger::Mode mode = ledger::Mode::named;  // named or anon
  ledger::Via via = ledger::Via::client;    // server only with named
  std::string issuer;                       // label
  Bytes cred;
  Nonce cred_nonce;
  std::optional<Commitment> commit;  // only with named
};

// The entry's key and sig are set; its epoch has no value yet.
ledger::SignEntry sign_statement(const crypto::SigningKey& key, const Statement& statement);
ledger::WithdrawEntry withdraw_statement(const crypto::SigningKey& key, const LetterId& letter,
                                         EntryIndex index);
ledger::KeptEntry kept_statement(const crypto::SigningKey& key, const LetterId& letter, EntryIndex index);
ledger::QuoteEntry quote_statement(const crypto::SigningKey& key, const LetterId& letter, EntryIndex index,
                                   const Commitment& commit);

// True if `sig` is the entry's key's over the lines before it. Whether that key is the signature's is the
// caller's to compare.
bool statement_verifies(const ledger::SignEntry& entry);
bool statement_verifies(const ledger::WithdrawEntry& entry);
bool statement_verifies(const ledger::KeptEntry& entry);
bool statement_verifies(const ledger::QuoteEntry& entry);

}  // namespace ruban::signature
