// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signature/statement.h"

#include <gtest/gtest.h>

#include "signature/seed.h"

namespace ruban::signature {
namespace {

crypto::SigningKey key(std::uint8_t byte) {
  crypto::Seed seed;
  seed.bytes.fill(byte);
  return signing_key(Secret(seed));
}

Statement statement() {
  Statement out{.letter = {},
                .mode = ledger::Mode::named,
                .via = ledger::Via::server,
                .issuer = "employee-email",
                .cred = Bytes(256, 7),
                .cred_nonce = {},
                .commit = Commitment{}};
  out.letter.bytes.fill(1);
  out.cred_nonce.bytes.fill(2);
  return out;
}

TEST(Statement, A_signature_is_by_its_key_over_every_line_before_it) {
  const auto entry = sign_statement(key(1), statement());
  EXPECT_EQ(entry.key, key(1).public_key());
  EXPECT_TRUE(statement_verifies(entry));

  const auto changed = [&](auto change) {
    auto copy = entry;
    change(copy);
    return statement_verifies(copy);
  };
  EXPECT_FALSE(changed([](auto& e) { e.letter.bytes[0] ^= 1; }));
  EXPECT_FALSE(changed([](auto& e) { e.mode = ledger::Mode::anon; }));
  EXPECT_FALSE(changed([](auto& e) { e.via = ledger::Via::client; }));
  EXPECT_FALSE(changed([](auto& e) { e.issuer = "employee-oidc"; }));
  EXPECT_FALSE(changed([](auto& e) { e.cred[0] ^= 1; }));
  EXPECT_FALSE(changed([](auto& e) { e.key = key(2).public_key(); }));
  EXPECT_FALSE(changed([](auto& e) { e.cred_nonce.bytes[0] ^= 1; }));
  EXPECT_FALSE(changed([](auto& e) { e.commit.reset(); }));
  EXPECT_FALSE(changed([](auto& e) { e.sig.bytes[0] ^= 1; }));
}

TEST(Statement, The_server_adds_the_epoch_without_touching_the_signature) {
  auto entry = sign_statement(key(1), statement());
  entry.epoch = parse_minute("2018-06-19T14:00Z").value();
  EXPECT_TRUE(statement_verifies(entry));
  const auto parsed = ledger::parse_entry(ledger::format_entry(entry));
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(statement_verifies(std::get<ledger::SignEntry>(*parsed)));
  EXPECT_EQ(std::get<ledger::SignEntry>(*parsed), entry);
}

TEST(Statement, An_anonymous_signature_has_no_commitment) {
  auto anonymous = statement();
  anonymous.mode = ledger::Mode::anon;
  anonymous.via = ledger::Via::client;
  anonymous.commit.reset();
  EXPECT_TRUE(statement_verifies(sign_statement(key(1), anonymous)));
}

TEST(Statement, Withdrawing_keeping_and_quoting_are_signed_too) {
  LetterId letter;
  letter.bytes.fill(3);
  auto withdrawal = withdraw_statement(key(1), letter, 42);
  auto kept = kept_statement(key(1), letter, 42);
  auto quote = quote_statement(key(1), letter, 42, Commitment{});
  EXPECT_EQ(withdrawal.index, 42U);
  EXPECT_TRUE(statement_verifies(withdrawal));
  EXPECT_TRUE(statement_verifies(kept));
  EXPECT_TRUE(statement_verifies(quote));

  // one kind of statement is never another
  EXPECT_NE(withdrawal.sig, kept.sig);
  kept.sig = withdrawal.sig;
  EXPECT_FALSE(statement_verifies(kept));

  withdrawal.index = 43;
  EXPECT_FALSE(statement_verifies(withdrawal));
  withdrawal.index = 42;
  withdrawal.letter.bytes[0] ^= 1;
  EXPECT_FALSE(statement_verifies(withdrawal));
  quote.commit.bytes[0] ^= 1;
  EXPECT_FALSE(statement_verifies(quote));
}

TEST(Statement, A_key_of_all_zeros_verifies_nothing) {
  auto entry = withdraw_statement(key(1), LetterId{}, 1);
  entry.key = {};
  EXPECT_FALSE(statement_verifies(entry));
  entry.sig = {};
  EXPECT_FALSE(statement_verifies(entry));
}

}  // namespace
}  // namespace ruban::signature
