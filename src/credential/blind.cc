// SPDX-License-Identifier: AGPL-3.0-or-later
#include "credential/blind.h"

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "core/check.h"
#include "crypto/hmac.h"

namespace ruban::credential {
namespace {

constexpr std::size_t kHashSize = 48;  // SHA-384

struct Free {
  void operator()(BIGNUM* number) const { BN_clear_free(number); }
  void operator()(BN_CTX* context) const { BN_CTX_free(context); }  // clears its numbers
  void operator()(BN_MONT_CTX* context) const { BN_MONT_CTX_free(context); }
};
using Number = std::unique_ptr<BIGNUM, Free>;

// Arithmetic modulo an issuer's n. Every number but n and e is secret and carries BN_FLG_CONSTTIME;
// multiplication is Montgomery's, without division. What time can still show is whether a number starts with
// zero bytes.
class Ring {
 public:
  explicit Ring(const crypto::RsaPublicKey& key)
      : size_(key.size()), context_(BN_CTX_new()), n_(make()), montgomery_(BN_MONT_CTX_new()) {
    CHECK(context_ && montgomery_);
    CHECK(BN_bin2bn(key.modulus().data(), static_cast<int>(size_), n_.get()) != nullptr);
    CHECK(BN_MONT_CTX_set(montgomery_.get(), n_.get(), context_.get()) == 1);
  }

  Number secret(ByteView bytes) const {
    CHECK(bytes.size() == size_);
    auto out = make();
    CHECK(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), out.get()) != nullptr);
    BN_set_flags(out.get(), BN_FLG_CONSTTIME);
    return out;
  }

  Bytes bytes(const Number& number) const {
    Bytes out(size_);
    CHECK(BN_bn2binpad(number.get(), out.data(), static_cast<int>(size_)) == static_cast<int>(size_));
    return out;
  }

  // a · b
  Number product(const Number& a, const Number& b) const {
    auto out = make();
    CHECK(BN_to_montgomery(out.get(), a.get(), montgomery_.get(), context_.get()) == 1);
    CHECK(BN_mod_mul_montgomery(out.get(), out.get(), b.get(), montgomery_.get(), context_.get()) == 1);
    BN_set_flags(out.get(), BN_FLG_CONSTTIME);
    return out;
  }

  // a^65537, which is every issuer's exponent
  Number encrypted(const Number& a) const {
    auto e = make();
    auto out = make();
    CHECK(BN_set_word(e.get(), 65537) == 1);
    CHECK(BN_mod_exp_mont_consttime(out.get(), a.get(), e.get(), n_.get(), context_.get(),
                                    montgomery_.get()) == 1);
    BN_set_flags(out.get(), BN_FLG_CONSTTIME);
    return out;
  }

  bool is_coprime(const Number& a) const {
    auto gcd = make();
    CHECK(BN_gcd(gcd.get(), a.get(), n_.get(), context_.get()) == 1);
    return BN_is_one(gcd.get());
  }

  // Null if there is none. Inverting takes as many steps as its number needs, so it is done to a · mask
  // instead, and the steps say nothing of a. The number's flag chooses the inversion without branches.
  Number inverse(const Number& a, const Number& mask) const {
    const auto masked = product(a, mask);
    auto out = make();
    if (BN_mod_inverse(out.get(), masked.get(), n_.get(), context_.get()) != nullptr)
      return product(out, mask);
    ERR_clear_error();
    return nullptr;
  }

 private:
  static Number make() {
    Number out(BN_new());
    CHECK(out != nullptr);
    return out;
  }

  std::size_t size_;
  std::unique_ptr<BN_CTX, Free> context_;
  Number n_;
  std::unique_ptr<BN_MONT_CTX, Free> montgomery_;
};

void sha384(ByteView bytes, std::uint8_t* out) {
  unsigned int length = 0;
  CHECK(EVP_Digest(bytes.data(), bytes.size(), out, &length, EVP_sha384(), nullptr) == 1);
  CHECK(length == kHashSize);
}

// A number below every modulus of the factor's size, which nobody knows who doesn't know the factor.
Secret<Bytes> mask_of(const Secret<Bytes>& factor) {
  auto derived = crypto::hkdf_sha256(factor.view(), "ruban/v1 mask", factor.expose().size());
  Bytes out = derived.expose();
  out.front() &= 0x7f;
  return Secret(std::move(out));
}

// XORs MGF1-SHA-384(seed) into `target` (RFC 8017 appendix B.2.1).
void mask(ByteView seed, std::span<std::uint8_t> target) {
  Bytes input = to_bytes(seed);
  input.resize(seed.size() + 4);
  std::uint8_t block[kHashSize];
  for (std::size_t start = 0, counter = 0; start < target.size(); start += kHashSize, ++counter) {
    input[seed.size() + 2] = static_cast<std::uint8_t>(counter >> 8);
    input[seed.size() + 3] = static_cast<std::uint8_t>(counter);
    sha384(input, block);
    const auto length = std::min(kHashSize, target.size() - start);
    for (std::size_t i = 0; i < length; ++i) target[start + i] ^= block[i];
  }
}

}  // namespace

Bytes prepare(const Nonce& nonce, ByteView message) {
  Bytes out;
  out.reserve(Nonce::kSize + message.size());
  out.insert(out.end(), nonce.bytes.begin(), nonce.bytes.end());
  out.insert(out.end(), message.begin(), message.end());
  return out;
}

Result<Bytes> encode_pss(ByteView message, ByteView salt, std::size_t modulus_size) {
  if (modulus_size < kHashSize + salt.size() + 2) {
    return fail(Kind::invalid, "The issuer's key is too short for this message.");
  }
  // 00 × 8 ‖ SHA-384(message) ‖ salt
  Bytes hashed(8 + kHashSize);
  sha384(message, hashed.data() + 8);
  hashed.insert(hashed.end(), salt.begin(), salt.end());

  // (00 … 01 ‖ salt) under the mask, hash, bc; the highest bit is zero, so that the number is below the
  // modulus
  Bytes out(modulus_size);
  const auto masked = modulus_size - kHashSize - 1;
  out[masked - salt.size() - 1] = 0x01;
  std::copy(salt.begin(), salt.end(), out.begin() + static_cast<std::ptrdiff_t>(masked - salt.size()));
  sha384(hashed, out.data() + masked);
  mask(ByteView(out).subspan(masked, kHashSize), std::span(out).first(masked));
  out.front() &= 0x7f;
  out.back() = 0xbc;
  return out;
}

Result<Blinding> blind(const crypto::RsaPublicKey& key, ByteView input_message, ByteView salt,
                       const Secret<Bytes>& factor) {
  const Bytes zero(key.size());
  if (!less_in_constant_time(factor.view(), key.modulus()) || equal_in_constant_time(factor.view(), zero)) {
    return fail(Kind::invalid, "This blinding factor is out of range.");
  }
  const Ring ring(key);
  const Secret<Bytes> encoded(TRY(encode_pss(input_message, salt, key.size())));
  const auto m = ring.secret(encoded.view());
  if (!ring.is_coprime(m)) return fail(Kind::invalid, "This message can't be blinded for this issuer's key.");
  const auto r = ring.secret(factor.view());
  const auto inverse = ring.inverse(r, ring.secret(mask_of(factor).view()));
  if (!inverse) return fail(Kind::invalid, "This blinding factor can't be undone.");
  return Blinding{ring.bytes(ring.product(m, ring.encrypted(r))), Secret(ring.bytes(inverse))};
}

Result<Blinding> blind(const crypto::RsaPublicKey& key, ByteView input_message, crypto::Random& random) {
  const Secret salt(random.fixed<Fixed<struct FreshSaltTag, kPssSaltSize>>());
  // The modulus' highest bit is set, so that every other candidate fits: 256 failures are a broken source.
  for (int attempt = 0; attempt < 256; ++attempt) {
    Bytes candidate(key.size());
    random.fill(candidate);
    const Secret<Bytes> factor(std::move(candidate));
    if (less_in_constant_time(factor.view(), key.modulus()))
      return blind(key, input_message, salt.view(), factor);
  }
  CHECK(false && "the source of random bytes works");
  __builtin_unreachable();
}

Result<Bytes> finalize(const crypto::RsaPublicKey& key, ByteView input_message, ByteView blind_signature,
                       const Secret<Bytes>& inverse) {
  if (!less_in_constant_time(blind_signature, key.modulus()) ||
      !less_in_constant_time(inverse.view(), key.modulus())) {
    return fail(Kind::invalid, "The issuer's answer has the wrong length.");
  }
  const Ring ring(key);
  auto signature = ring.bytes(ring.product(ring.secret(blind_signature), ring.secret(inverse.view())));
  if (!key.verify_pss(input_message, signature)) {
    return fail(Kind::invalid, "The issuer's answer is not a signature of this credential.");
  }
  return signature;
}

}  // namespace ruban::credential
