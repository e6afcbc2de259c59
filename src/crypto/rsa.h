// SPDX-License-Identifier: AGPL-3.0-or-later
// RSA as RFC 9474 needs it: raw private operation, PSS verification with SHA-384, keys as SPKI and PKCS#8.
#pragma once

#include <memory>

#include "core/bytes.h"
#include "core/secret.h"

struct evp_pkey_st;
struct evp_pkey_ctx_st;

namespace ruban::crypto {

struct PkeyFree {
  void operator()(evp_pkey_st* key) const;
};
using PkeyOwner = std::unique_ptr<evp_pkey_st, PkeyFree>;
// An operation with a key, set up once, never used itself, and copied for each use; it holds the key.
using PreparedContext = std::shared_ptr<const evp_pkey_ctx_st>;

class RsaPublicKey {
 public:
  // DER of a SubjectPublicKeyInfo: rsaEncryption with NULL, e = 65537, 2048, 3072 or 4096 bits, and no other
  // encoding of the same key (protocol.md A.2).
  static Result<RsaPublicKey> from_spki(ByteView der);

  const Bytes& spki() const { return spki_; }
  // Bytes of the modulus: 256, 384 or 512.
  std::size_t size() const { return modulus_.size(); }
  // Big-endian, size() bytes.
  const Bytes& modulus() const { return modulus_; }

  // PSS, SHA-384, MGF1-SHA-384, salt of 48 bytes; signature of exactly size() bytes and below the modulus.
  // Safe from any thread.
  bool verify_pss(ByteView message, ByteView signature) const;

  // s^e mod n (RSAVP1): what raw signatures are rechecked with. `value` has size() bytes and is below n.
  Result<Bytes> raw_verify(ByteView value) const;

 private:
  friend class RsaPrivateKey;
  RsaPublicKey(evp_pkey_st* key, Bytes spki, Bytes modulus);
  PreparedContext pss_verifier_, raw_verifier_;
  Bytes spki_, modulus_;
};

class RsaPrivateKey {
 public:
  // bits: 2048, 3072 or 4096; e = 65537.
  static RsaPrivateKey generate(int bits);
  // DER of an unencrypted PKCS#8.
  static Result<RsaPrivateKey> from_pkcs8(const Secret<Bytes>& der);

  Secret<Bytes> pkcs8() const;
  const RsaPublicKey& public_key() const { return public_; }

  // RSASP1 with base blinding, rechecked (RFC 9474 section 4.3). `value` has exactly public_key().size()
  // bytes, and isn't 0, 1, n-1 or more. Safe from any thread.
  Result<Bytes> raw_sign(ByteView value) const;

 private:
  RsaPrivateKey(PkeyOwner key, RsaPublicKey public_key);
  static Result<RsaPrivateKey> from_pkey(PkeyOwner key);
  PreparedContext raw_signer_;
  PkeyOwner key_;
  RsaPublicKey public_;
};

}  // namespace ruban::crypto
