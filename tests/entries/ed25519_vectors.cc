// SPDX-License-Identifier: AGPL-3.0-or-later
// Signatures that some verifiers of Ed25519 accept and others don't: a count may not hang on that.
#include <sodium.h>

#include <functional>

#include "vector_file.h"

namespace ruban::audit {
namespace {

using Point = PublicKey;
using Scalar = Fixed<struct ScalarTag, 32>;

constexpr std::string_view kBad = "wrong_signature";

Point point(std::string_view hex) { return *fixed_from_hex<Point>(hex); }
Point base_times(const Scalar& k) {
  Point out;
  CHECK(crypto_scalarmult_ed25519_base_noclamp(out.bytes.data(), k.bytes.data()) == 0);
  return out;
}
Point add(const Point& a, const Point& b) {
  Point out;
  CHECK(crypto_core_ed25519_add(out.bytes.data(), a.bytes.data(), b.bytes.data()) == 0);
  return out;
}
Scalar random_scalar() {
  Scalar out;
  crypto_core_ed25519_scalar_random(out.bytes.data());
  return out;
}
// a + b * c
Scalar multiply_add(const Scalar& a, const Scalar& b, const Scalar& c) {
  Scalar out;
  crypto_core_ed25519_scalar_mul(out.bytes.data(), b.bytes.data(), c.bytes.data());
  crypto_core_ed25519_scalar_add(out.bytes.data(), out.bytes.data(), a.bytes.data());
  return out;
}
// SHA-512(R ‖ A ‖ message) mod L
Scalar challenge(const Point& r, const Point& a, std::string_view message) {
  crypto_hash_sha512_state state;
  unsigned char hash[64];
  crypto_hash_sha512_init(&state);
  crypto_hash_sha512_update(&state, r.bytes.data(), 32);
  crypto_hash_sha512_update(&state, a.bytes.data(), 32);
  crypto_hash_sha512_update(&state, reinterpret_cast<const unsigned char*>(message.data()), message.size());
  crypto_hash_sha512_final(&state, hash);
  Scalar out;
  crypto_core_ed25519_scalar_reduce(out.bytes.data(), hash);
  return out;
}
SignatureBytes join(const Point& r, const Scalar& s) {
  SignatureBytes out;
  std::memcpy(out.bytes.data(), r.bytes.data(), 32);
  std::memcpy(out.bytes.data() + 32, s.bytes.data(), 32);
  return out;
}

const Scalar kZero{};
const Point kIdentity = point("0100000000000000000000000000000000000000000000000000000000000000");
const Point kOrder8 = point("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

// R = rB and S = r + h·secret, with r such that h is a multiple of 8: then a part of small order in the key
// goes unseen.
SignatureBytes sign_unseen(const Point& key, const Scalar& secret, std::string_view message) {
  while (true) {
    const auto r = random_scalar();
    const auto big_r = base_times(r);
    const auto h = challenge(big_r, key, message);
    if (h.bytes[0] % 8 == 0) return join(big_r, multiply_add(r, h, secret));
  }
}

}  // namespace

void write_ed25519_vectors(const std::filesystem::path& folder) {
  VectorFile file(
      folder, "sign-ed25519",
      "A signature verifies only if S < L, A and R are canonical and not of small order, A lies in the "
      "prime-order subgroup, and SB - hA encodes as R, byte for byte.");
  const auto letter = letter_entry("letter", {issuer_line(0)});
  const auto id = id_of(letter);
  file.add("valid", "the letter", ledger::Entry(letter));

  // A credential can be had for any 32 bytes: the issuer is blind.
  const auto add_case = [&](std::string_view verdict, std::string_view comment, const Point& key,
                            const std::function<SignatureBytes(std::string_view)>& sign) {
    auto entry = sign_entry(id, issuer_key(0), signer_key(1));
    auto credential = credential_for(issuer_key(0), id, "employee-email", key);
    entry.key = key;
    entry.cred = std::move(credential.cred);
    entry.cred_nonce = credential.nonce;
    entry.sig = sign(ledger::signed_part(entry));
    file.add(verdict, comment, ledger::Entry(entry));
  };

  const auto secret = random_scalar();
  const auto key = base_times(secret);
  const auto right = [&](std::string_view message) { return sign_unseen(key, secret, message); };

  const struct {
    std::string_view comment, hex;
  } small[] = {
      {"A is the identity", "0100000000000000000000000000000000000000000000000000000000000000"},
      {"A is of order 2", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
      {"A is of order 4", "0000000000000000000000000000000000000000000000000000000000000000"},
      {"A is of order 4, the other one", "0000000000000000000000000000000000000000000000000000000000000080"},
      {"A is of order 8", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"},
      {"A is of order 8, another one", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"},
      {"A is the identity, written as y = p + 1",
       "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
      {"A is the identity, with a sign bit",
       "0100000000000000000000000000000000000000000000000000000000000080"},
      {"A is of order 4, written as y = p",
       "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
  };
  for (const auto& c : small) {
    const auto a = point(c.hex);
    add_case(kBad, c.comment, a, [&](std::string_view message) { return sign_unseen(a, kZero, message); });
  }
  const auto mixed = ruban::audit::add(key, kOrder8);
  add_case(kBad, "A is of mixed order: a part of order 8, which the equation doesn't see", mixed,
           [&](std::string_view message) { return sign_unseen(mixed, secret, message); });
  add_case(kBad, "R is the identity", key, [&](std::string_view message) {
    return join(kIdentity, multiply_add(kZero, challenge(kIdentity, key, message), secret));
  });
  add_case(kBad, "R is the identity, written as y = p + 1", key, [&](std::string_view message) {
    const auto r = point("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    return join(r, multiply_add(kZero, challenge(r, key, message), secret));
  });
  add_case(kBad, "R has a part of order 8: good for a verifier that multiplies by the cofactor", key,
           [&](std::string_view message) {
             const auto r = random_scalar();
             const auto big_r = ruban::audit::add(base_times(r), kOrder8);
             return join(big_r, multiply_add(r, challenge(big_r, key, message), secret));
           });
  add_case(kBad, "S + L in place of S", key, [&](std::string_view message) {
    // L = 2^252 + 27742317777372353535851937790883648493, little-endian
    const auto l =
        *fixed_from_hex<Scalar>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    auto signature = right(message);
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
      const auto sum = signature.bytes[32 + i] + l.bytes[i] + carry;
      signature.bytes[32 + i] = static_cast<std::uint8_t>(sum);
      carry = sum >> 8;
    }
    return signature;
  });
  add_case(kBad, "the highest bit of S is set", key, [&](std::string_view message) {
    auto signature = right(message);
    signature.bytes[63] |= 0x80;
    return signature;
  });
  add_case("valid", "the same key, rightly", key, right);
  file.counts("letter 1 employee-email 1 0 0 0");
}

}  // namespace ruban::audit
