// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/rsa.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>

#include "core/check.h"

namespace ruban::crypto {
namespace {

struct ContextFree {
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_PKEY_CTX, ContextFree>;

struct BignumFree {
  void operator()(BIGNUM* number) const { BN_free(number); }
};
using Bignum = std::unique_ptr<BIGNUM, BignumFree>;

Context context_for(EVP_PKEY* key) {
  Context out(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  CHECK(out != nullptr);
  return out;
}

Bignum parameter(const EVP_PKEY* key, const char* name) {
  BIGNUM* out = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &out) != 1) return nullptr;
  return Bignum(out);
}

// DER of the key's SubjectPublicKeyInfo.
Bytes spki_of(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int length = i2d_PUBKEY(key, &der);
  CHECK(length > 0);
  Bytes out(der, der + length);
  OPENSSL_free(der);
  return out;
}

// The modulus if the key is one that the record may hold.
Result<Bytes> checked_modulus(EVP_PKEY* key) {
  const auto wrong =
      fail(Kind::invalid, "An issuer's key is RSA with 2048, 3072 or 4096 bits and the exponent 65537.");
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA) return wrong;
  auto e = parameter(key, OSSL_PKEY_PARAM_RSA_E);
  auto n = parameter(key, OSSL_PKEY_PARAM_RSA_N);
  if (!e || !n || !BN_is_word(e.get(), 65537) || !BN_is_odd(n.get())) return wrong;
  const int bits = BN_num_bits(n.get());
  if (bits != 2048 && bits != 3072 && bits != 4096) return wrong;
  Bytes out(static_cast<std::size_t>(bits) / 8);
  CHECK(BN_bn2binpad(n.get(), out.data(), bits / 8) == bits / 8);
  return out;
}

bool below(ByteView value, ByteView modulus) {
  return std::lexicographical_compare(value.begin(), value.end(), modulus.begin(), modulus.end());
}

const EVP_MD* sha384() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA384", nullptr);
  return algorithm;
}

// Setting a context up costs a quarter of a verification, copying one next to nothing.
PreparedContext prepare(EVP_PKEY* key, int (*init)(EVP_PKEY_CTX*), int padding) {
  auto context = context_for(key);
  CHECK(init(context.get()) == 1);
  CHECK(EVP_PKEY_CTX_set_rsa_padding(context.get(), padding) == 1);
  if (padding == RSA_PKCS1_PSS_PADDING) {
    CHECK(EVP_PKEY_CTX_set_signature_md(context.get(), sha384()) == 1);
    CHECK(EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), sha384()) == 1);
    CHECK(EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), 48) == 1);
  }
  return {context.release(), EVP_PKEY_CTX_free};
}

Context copy_of(const PreparedContext& prepared) {
  Context out(EVP_PKEY_CTX_dup(prepared.get()));
  CHECK(out != nullptr);
  return out;
}

}  // namespace

void PkeyFree::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

RsaPublicKey::RsaPublicKey(EVP_PKEY* key, Bytes spki, Bytes modulus)
    : pss_verifier_(prepare(key, EVP_PKEY_verify_init, RSA_PKCS1_PSS_PADDING)),
      raw_verifier_(prepare(key, EVP_PKEY_verify_recover_init, RSA_NO_PADDING)),
      spki_(std::move(spki)),
      modulus_(std::move(modulus)) {}

RsaPrivateKey::RsaPrivateKey(PkeyOwner key, RsaPublicKey public_key)
    : raw_signer_(prepare(key.get(), EVP_PKEY_sign_init, RSA_NO_PADDING)),
      key_(std::move(key)),
      public_(std::move(public_key)) {}

Result<RsaPublicKey> RsaPublicKey::from_spki(ByteView der) {
  const unsigned char* in = der.data();
  const PkeyOwner key(d2i_PUBKEY(nullptr, &in, static_cast<long>(der.size())));
  ERR_clear_error();
  if (!key || in != der.data() + der.size()) return fail(Kind::invalid, "This is not a public key in DER.");
  auto modulus = TRY(checked_modulus(key.get()));
  auto spki = spki_of(key.get());
  if (!std::equal(spki.begin(), spki.end(), der.begin(), der.end())) {
    return fail(Kind::invalid, "This public key is not in its canonical form.");
  }
  return RsaPublicKey(key.get(), std::move(spki), std::move(modulus));
}

bool RsaPublicKey::verify_pss(ByteView message, ByteView signature) const {
  if (signature.size() != size() || !below(signature, modulus_)) return false;
  unsigned char digest[48];
  unsigned int length = 0;
  CHECK(EVP_Digest(message.data(), message.size(), digest, &length, sha384(), nullptr) == 1);
  const auto context = copy_of(pss_verifier_);
  const bool valid = EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest, length) == 1;
  if (!valid) ERR_clear_error();
  return valid;
}

Result<Bytes> RsaPublicKey::raw_verify(ByteView value) const {
  if (value.size() != size() || !below(value, modulus_)) {
    return fail(Kind::invalid, "This value doesn't fit the issuer's key.");
  }
  const auto context = copy_of(raw_verifier_);
  Bytes out(size());
  std::size_t length = out.size();
  CHECK(EVP_PKEY_verify_recover(context.get(), out.data(), &length, value.data(), value.size()) == 1);
  CHECK(length == out.size());
  return out;
}

RsaPrivateKey RsaPrivateKey::generate(int bits) {
  CHECK(bits == 2048 || bits == 3072 || bits == 4096);
  auto key = from_pkey(PkeyOwner(EVP_RSA_gen(static_cast<unsigned>(bits))));
  CHECK(key.has_value());
  return *std::move(key);
}

Result<RsaPrivateKey> RsaPrivateKey::from_pkey(PkeyOwner key) {
  if (!key) return fail(Kind::invalid, "This is not a private key.");
  auto public_key = TRY(RsaPublicKey::from_spki(spki_of(key.get())));
  return RsaPrivateKey(std::move(key), std::move(public_key));
}

Result<RsaPrivateKey> RsaPrivateKey::from_pkcs8(const Secret<Bytes>& der) {
  const unsigned char* in = der.expose().data();
  PkeyOwner key(d2i_AutoPrivateKey(nullptr, &in, static_cast<long>(der.expose().size())));
  ERR_clear_error();
  if (key && EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) key.reset();
  return from_pkey(std::move(key));
}

Secret<Bytes> RsaPrivateKey::pkcs8() const {
  std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)> info(EVP_PKEY2PKCS8(key_.get()),
                                                                                 PKCS8_PRIV_KEY_INFO_free);
  CHECK(info != nullptr);
  unsigned char* der = nullptr;
  const int length = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der);
  CHECK(length > 0);
  auto out = Secret(Bytes(der, der + length));
  OPENSSL_clear_free(der, static_cast<std::size_t>(length));
  return out;
}

Result<Bytes> RsaPrivateKey::raw_sign(ByteView value) const {
  const auto& n = public_.modulus();
  const auto refused = fail(Kind::invalid, "This blinded value is out of range.");
  if (value.size() != n.size() || !below(value, n)) return refused;
  const bool zero_or_one =
      std::all_of(value.begin(), value.end() - 1, [](auto b) { return b == 0; }) && value.back() <= 1;
  Bytes n_minus_1 = n;
  n_minus_1.back() = static_cast<std::uint8_t>(n_minus_1.back() - 1);  // n is odd
  if (zero_or_one || std::equal(value.begin(), value.end(), n_minus_1.begin())) return refused;

  const auto context = copy_of(raw_signer_);
  Bytes out(n.size());
  std::size_t length = out.size();
  CHECK(EVP_PKEY_sign(context.get(), out.data(), &length, value.data(), value.size()) == 1);
  CHECK(length == out.size());
  // RFC 9474 section 4.3, step 4: a fault here would give the key away.
  auto back = public_.raw_verify(out);
  CHECK(back && CRYPTO_memcmp(back->data(), value.data(), value.size()) == 0);
  return out;
}

}  // namespace ruban::crypto
