// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/statement.h"

#include "core/check.h"

namespace ruban::signature {
namespace {

template <class Entry>
Entry signed_by(const crypto::SigningKey& key, Entry entry) {
  entry.key = key.public_key();
  entry.sig = key.sign(as_bytes(ledger::signed_part(entry)));
  return entry;
}

template <class Entry>
bool verifies(const Entry& entry) {
  return crypto::verify(entry.key, as_bytes(ledger::signed_part(entry)), entry.sig);
}

}  // namespace

ledger::SignEntry sign_statement(const crypto::SigningKey& key, const Statement& statement) {
  using ledger::Mode, ledger::Via;
  CHECK(statement.mode == Mode::named || (statement.mode == Mode::anon && statement.via == Via::client));
  CHECK(statement.mode == Mode::named || !statement.commit);
  return signed_by(key, ledger::SignEntry{.letter = statement.letter,
                                          .mode = statement.mode,
                                          .via = statement.via,
                                          .issuer = statement.issuer,
                                          .cred = statement.cred,
                                          .key = {},
                                          .cred_nonce = statement.cred_nonce,
                                          .commit = statement.commit,
                                          .sig = {},
                                          .epoch = {}});
}

ledger::WithdrawEntry withdraw_statement(const crypto::SigningKey& key, const LetterId& letter,
                                         EntryIndex index) {
  return signed_by(key, ledger::WithdrawEntry{letter, index, {}, {}, {}});
}

ledger::KeptEntry kept_statement(const crypto::SigningKey& key, const LetterId& letter, EntryIndex index) {
  return signed_by(key, ledger::KeptEntry{letter, index, {}, {}, {}});
}

ledger::QuoteEntry quote_statement(const crypto::SigningKey& key, const LetterId& letter, EntryIndex index,
                                   const Commitment& commit) {
  return signed_by(key, ledger::QuoteEntry{letter, index, {}, commit, {}, {}});
}

bool statement_verifies(const ledger::SignEntry& entry) { return verifies(entry); }
bool statement_verifies(const ledger::WithdrawEntry& entry) { return verifies(entry); }
bool statement_verifies(const ledger::KeptEntry& entry) { return verifies(entry); }
bool statement_verifies(const ledger::QuoteEntry& entry) { return verifies(entry); }

}  // namespace ruban::signature
