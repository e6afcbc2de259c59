// SPDX-License-Identifier: AGPL-3.0-or-later
#include "credential/credential.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "credential/blind.h"
#include "credential/issuer.h"
#include "credential/test_numbers.h"

namespace ruban::credential {
namespace {

const crypto::RsaPrivateKey& issuer() {
  static const auto key = crypto::RsaPrivateKey::generate(2048);
  return key;
}

// One person's way from a key to a credential.
struct Issuance {
  Nonce nonce;
  LetterId letter;
  PublicKey key;
  Bytes salt, blinded, cred;

  Bytes input() const { return input_message(nonce, letter, "employee-email", key); }
};

Issuance issue(crypto::Random& random) {
  Issuance out{random.fixed<Nonce>(), {}, random.fixed<PublicKey>(), Bytes(kPssSaltSize), {}, {}};
  random.fill(out.salt);
  Bytes factor(256);
  random.fill(factor);
  factor.front() &= 0x7f;  // below every modulus
  const auto blinding = blind(issuer().public_key(), out.input(), out.salt, Secret(factor)).value();
  out.blinded = blinding.blinded;
  out.cred = finalize(issuer().public_key(), out.input(), blind_sign(issuer(), out.blinded).value(),
                      blinding.inverse)
                 .value();
  return out;
}

Bytes number(const crypto::RsaPublicKey& key, std::uint8_t low) {
  Bytes out(key.size());
  out.back() = low;
  return out;
}

TEST(Credential, The_message_has_the_bytes_of_the_format) {
  LetterId letter;
  letter.bytes.fill(0x11);
  PublicKey key;
  key.bytes.fill(0x22);
  Nonce nonce;
  nonce.bytes.fill(0x33);
  const auto expected = to_hex(as_bytes("ruban/v1 credential\n")) + std::string(64, '1') + "0e" +
                        to_hex(as_bytes("employee-email")) + std::string(64, '2');
  EXPECT_EQ(to_hex(message(letter, "employee-email", key)), expected);
  EXPECT_EQ(to_hex(input_message(nonce, letter, "employee-email", key)), std::string(64, '3') + expected);
}

TEST(Credential, A_credential_verifies_for_its_letter_label_key_and_nonce_alone) {
  crypto::SystemRandom random;
  const auto one = issue(random);
  const auto& key = issuer().public_key();
  EXPECT_TRUE(verify(key, one.letter, "employee-email", one.key, one.nonce, one.cred));

  auto letter = one.letter;
  letter.bytes[0] ^= 1;
  auto pk = one.key;
  pk.bytes[31] ^= 1;
  auto nonce = one.nonce;
  nonce.bytes[7] ^= 1;
  auto cred = one.cred;
  cred.back() ^= 1;
  EXPECT_FALSE(verify(key, letter, "employee-email", one.key, one.nonce, one.cred));
  EXPECT_FALSE(verify(key, one.letter, "employee-oidc", one.key, one.nonce, one.cred));
  EXPECT_FALSE(verify(key, one.letter, "", one.key, one.nonce, one.cred));
  EXPECT_FALSE(verify(key, one.letter, std::string(256, 'a'), one.key, one.nonce, one.cred));
  EXPECT_FALSE(verify(key, one.letter, "employee-email", pk, one.nonce, one.cred));
  EXPECT_FALSE(verify(key, one.letter, "employee-email", one.key, nonce, one.cred));
  EXPECT_FALSE(verify(key, one.letter, "employee-email", one.key, one.nonce, cred));
  EXPECT_FALSE(verify(key, one.letter, "employee-email", one.key, one.nonce, {}));
  const auto other = crypto::RsaPrivateKey::generate(2048);
  EXPECT_FALSE(verify(other.public_key(), one.letter, "employee-email", one.key, one.nonce, one.cred));
}

RC_GTEST_PROP(Credential, Whatever_is_blinded_signed_and_finalized_verifies, ()) {
  const auto text = *rc::gen::arbitrary<std::vector<std::uint8_t>>();
  crypto::SystemRandom random;
  const auto& key = issuer().public_key();
  const auto blinding = blind(key, text, random).value();
  RC_ASSERT(blinding.blinded.size() == key.size());
  const auto signature =
      finalize(key, text, blind_sign(issuer(), blinding.blinded).value(), blinding.inverse);
  RC_ASSERT(signature.has_value());
  RC_ASSERT(key.verify_pss(text, *signature));
  RC_ASSERT(key.raw_verify(*signature).value() != blinding.blinded);
}

// Every issuance fits every published credential: for each pair there is a blinding factor that leads from
// the one to the other, so that the issuer's notes say nothing about who holds which.
TEST(Credential, Every_issuance_fits_every_credential) {
  crypto::SystemRandom random;
  std::vector<Issuance> all;
  for (int i = 0; i < 4; ++i) all.push_back(issue(random));
  const auto& key = issuer().public_key();
  for (const auto& seen : all) {
    for (const auto& published : all) {
      const auto encoded = key.raw_verify(published.cred).value();
      const auto factor = issuer().raw_sign(test::quotient(seen.blinded, encoded, key.modulus())).value();
      const auto again = blind(key, published.input(), published.salt, Secret(factor)).value();
      EXPECT_EQ(again.blinded, seen.blinded);
      EXPECT_EQ(
          finalize(key, published.input(), blind_sign(issuer(), seen.blinded).value(), again.inverse).value(),
          published.cred);
    }
  }
}

TEST(Blinding, The_same_message_never_looks_the_same) {
  crypto::SystemRandom random;
  const auto text = to_bytes("the same");
  const auto& key = issuer().public_key();
  EXPECT_NE(blind(key, text, random).value().blinded, blind(key, text, random).value().blinded);
}

TEST(Blinding, A_factor_outside_the_range_is_refused) {
  const auto& key = issuer().public_key();
  const auto text = to_bytes("text");
  const Bytes salt(kPssSaltSize);
  EXPECT_FALSE(blind(key, text, salt, Secret(number(key, 0))));
  EXPECT_FALSE(blind(key, text, salt, Secret(key.modulus())));
  EXPECT_FALSE(blind(key, text, salt, Secret(Bytes(key.size(), 0xff))));
  EXPECT_FALSE(blind(key, text, salt, Secret(Bytes(key.size() - 1, 1))));
  EXPECT_FALSE(blind(key, text, salt, Secret(Bytes{})));
  EXPECT_TRUE(blind(key, text, salt, Secret(number(key, 1))));
}

TEST(Blinding, A_factor_that_divides_the_modulus_is_refused) {
  const std::unique_ptr<BN_CTX, test::Free> context(BN_CTX_new());
  const test::Number p(BN_new()), q(BN_new()), n(BN_new()), phi(BN_new()), e(BN_new()), d(BN_new());
  // n = p · q, made here so that its divisors are known
  ASSERT_TRUE(BN_generate_prime_ex(p.get(), 1024, 0, nullptr, nullptr, nullptr));
  ASSERT_TRUE(BN_generate_prime_ex(q.get(), 1024, 0, nullptr, nullptr, nullptr));
  ASSERT_TRUE(BN_mul(n.get(), p.get(), q.get(), context.get()));
  ASSERT_TRUE(BN_set_word(e.get(), 65537));
  ASSERT_TRUE(BN_sub(phi.get(), n.get(), p.get()) && BN_sub(phi.get(), phi.get(), q.get()) &&
              BN_add_word(phi.get(), 1));
  if (BN_mod_inverse(d.get(), e.get(), phi.get(), context.get()) == nullptr || BN_num_bits(n.get()) != 2048) {
    GTEST_SKIP() << "one pair of primes in some thousands doesn't go with 65537";
  }
  const auto bytes = [](const test::Number& number, int size) {
    Bytes out(static_cast<std::size_t>(size));
    BN_bn2binpad(number.get(), out.data(), size);
    return out;
  };
  const auto key = test::private_key(bytes(n, 256), bytes(d, 256), bytes(p, 128), bytes(q, 128));
  const Bytes salt(kPssSaltSize);
  EXPECT_FALSE(blind(key.public_key(), to_bytes("text"), salt, Secret(bytes(p, 256))));
  EXPECT_FALSE(blind(key.public_key(), to_bytes("text"), salt, Secret(bytes(q, 256))));
}

TEST(Blinding, An_answer_to_another_question_is_refused) {
  crypto::SystemRandom random;
  const auto& key = issuer().public_key();
  const auto text = to_bytes("text");
  const auto blinding = blind(key, text, random).value();
  auto answer = blind_sign(issuer(), blinding.blinded).value();
  EXPECT_TRUE(finalize(key, text, answer, blinding.inverse));
  EXPECT_FALSE(finalize(key, to_bytes("test"), answer, blinding.inverse));
  EXPECT_FALSE(finalize(key, text, answer, blind(key, text, random).value().inverse));
  EXPECT_FALSE(finalize(key, text, key.modulus(), blinding.inverse));
  EXPECT_FALSE(finalize(key, text, number(key, 0), blinding.inverse));
  EXPECT_FALSE(finalize(key, text, ByteView(answer).first(255), blinding.inverse));
  EXPECT_FALSE(finalize(key, text, answer, Secret(Bytes{})));
  answer.back() ^= 1;
  EXPECT_FALSE(finalize(key, text, answer, blinding.inverse));
}

TEST(Blinding, A_salt_that_leaves_no_room_is_refused) {
  EXPECT_TRUE(encode_pss({}, Bytes(206), 256));
  EXPECT_FALSE(encode_pss({}, Bytes(207), 256));
  EXPECT_FALSE(encode_pss({}, {}, 0));
}

TEST(Issuer, A_blinded_value_out_of_range_is_refused_with_its_field) {
  const auto& key = issuer().public_key();
  auto n_minus_1 = key.modulus();
  n_minus_1.back() &= 0xfe;
  auto n_minus_2 = n_minus_1;
  n_minus_2.back() = static_cast<std::uint8_t>(key.modulus().back() - 2);
  if (key.modulus().back() == 1) n_minus_2 = number(key, 3);  // borrowing isn't the point here
  for (const auto& bad : {number(key, 0), number(key, 1), n_minus_1, key.modulus(), Bytes(256, 0xff),
                          Bytes(255, 1), Bytes(257, 1), Bytes{}}) {
    ASSERT_FALSE(check_blinded(key, bad));
    EXPECT_EQ(check_blinded(key, bad).error().field, "blinded");
    EXPECT_EQ(blind_sign(issuer(), bad).error(), check_blinded(key, bad).error());
  }
  for (const auto& good : {number(key, 2), n_minus_2}) {
    EXPECT_TRUE(check_blinded(key, good));
    EXPECT_EQ(key.raw_verify(blind_sign(issuer(), good).value()).value(), good);
  }
}

}  // namespace
}  // namespace ruban::credential
