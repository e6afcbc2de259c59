// SPDX-License-Identifier: AGPL-3.0-or-later
// What the tests of this room need beside it: numbers modulo n, and private keys from their primes.
#pragma once

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

#include <memory>

#include "core/check.h"
#include "crypto/rsa.h"

namespace ruban::credential::test {

struct Free {
  void operator()(BIGNUM* n) const { BN_free(n); }
  void operator()(BN_CTX* c) const { BN_CTX_free(c); }
  void operator()(EVP_PKEY_CTX* c) const { EVP_PKEY_CTX_free(c); }
  void operator()(OSSL_PARAM_BLD* b) const { OSSL_PARAM_BLD_free(b); }
  void operator()(OSSL_PARAM* p) const { OSSL_PARAM_free(p); }
  void operator()(PKCS8_PRIV_KEY_INFO* i) const { PKCS8_PRIV_KEY_INFO_free(i); }
};
using Number = std::unique_ptr<BIGNUM, Free>;

inline Number number(ByteView bytes) {
  return Number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

// a / b modulo n, as long as n
inline Bytes quotient(ByteView a, ByteView b, ByteView n) {
  const std::unique_ptr<BN_CTX, Free> context(BN_CTX_new());
  const auto modulus = number(n);
  auto out = number(b);
  CHECK(BN_mod_inverse(out.get(), out.get(), modulus.get(), context.get()) != nullptr);
  CHECK(BN_mod_mul(out.get(), out.get(), number(a).get(), modulus.get(), context.get()) == 1);
  Bytes bytes(n.size());
  CHECK(BN_bn2binpad(out.get(), bytes.data(), static_cast<int>(bytes.size())) > 0);
  return bytes;
}

inline crypto::RsaPrivateKey private_key(ByteView n, ByteView d, ByteView p, ByteView q) {
  const std::unique_ptr<BN_CTX, Free> context(BN_CTX_new());
  const std::unique_ptr<OSSL_PARAM_BLD, Free> builder(OSSL_PARAM_BLD_new());
  const auto n_ = number(n), d_ = number(d), p_ = number(p), q_ = number(q);
  const auto e = number(Bytes{1, 0, 1}), dp = number(p), dq = number(q), qinv = number(q);
  CHECK(BN_sub_word(dp.get(), 1) && BN_mod(dp.get(), d_.get(), dp.get(), context.get()));
  CHECK(BN_sub_word(dq.get(), 1) && BN_mod(dq.get(), d_.get(), dq.get(), context.get()));
  CHECK(BN_mod_inverse(qinv.get(), q_.get(), p_.get(), context.get()) != nullptr);
  const std::pair<const char*, const BIGNUM*> values[] = {
      {OSSL_PKEY_PARAM_RSA_N, n_.get()},         {OSSL_PKEY_PARAM_RSA_E, e.get()},
      {OSSL_PKEY_PARAM_RSA_D, d_.get()},         {OSSL_PKEY_PARAM_RSA_FACTOR1, p_.get()},
      {OSSL_PKEY_PARAM_RSA_FACTOR2, q_.get()},   {OSSL_PKEY_PARAM_RSA_EXPONENT1, dp.get()},
      {OSSL_PKEY_PARAM_RSA_EXPONENT2, dq.get()}, {OSSL_PKEY_PARAM_RSA_COEFFICIENT1, qinv.get()},
  };
  for (const auto& [name, value] : values) CHECK(OSSL_PARAM_BLD_push_BN(builder.get(), name, value) == 1);
  const std::unique_ptr<OSSL_PARAM, Free> params(OSSL_PARAM_BLD_to_param(builder.get()));
  const std::unique_ptr<EVP_PKEY_CTX, Free> maker(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  CHECK(EVP_PKEY_fromdata_init(maker.get()) == 1);
  CHECK(EVP_PKEY_fromdata(maker.get(), &key, EVP_PKEY_KEYPAIR, params.get()) == 1);
  const crypto::PkeyOwner owner(key);
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, Free> info(EVP_PKEY2PKCS8(key));
  unsigned char* der = nullptr;
  const int length = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der);
  auto out = crypto::RsaPrivateKey::from_pkcs8(Secret(Bytes(der, der + length)));
  OPENSSL_free(der);
  CHECK(out.has_value());
  return *std::move(out);
}

}  // namespace ruban::credential::test
