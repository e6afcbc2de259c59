// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: credential signature
// Issuing and accepting as functions, beside the bare operations that they can't do without: one RSA private
// operation with its recheck; one RSA verification and one Ed25519 verification. The floors are OpenSSL and
// libsodium with everything prepared beforehand.
#include <benchmark/benchmark.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sodium.h>

#include "core/check.h"
#include "credential/blind.h"
#include "credential/credential.h"
#include "credential/issuer.h"
#include "ledger/merkle.h"
#include "signature/seed.h"
#include "signature/statement.h"

namespace ruban::credential {
namespace {

constexpr char kLabel[] = "employee-email";
// Enough that no cache of a single message helps.
constexpr std::size_t kSigners = 64;

struct Signer {
  Bytes blinded;
  std::string sent;  // base64 of it, as it comes over the wire
  ledger::SignEntry entry;
  Bytes message;      // what the credential signs
  std::string lines;  // what the statement signs
};

// One issuer and its signers, made once.
struct Letter {
  crypto::SystemRandom random;
  crypto::RsaPrivateKey issuer = crypto::RsaPrivateKey::generate(2048);
  LetterId id = random.fixed<LetterId>();
  std::vector<Signer> signers;

  Letter() {
    while (signers.size() < kSigners) signers.push_back(signer());
  }
  Signer signer() {
    const Secret<crypto::Seed> seed(random.fixed<crypto::Seed>());
    const auto key = signature::signing_key(seed);
    const auto nonce = signature::credential_nonce(seed);
    Signer out;
    out.message = input_message(nonce, id, kLabel, key.public_key());
    auto blinding = blind(issuer.public_key(), out.message, random).value();
    out.blinded = blinding.blinded;
    out.sent = to_base64(blinding.blinded);
    const auto answer = blind_sign(issuer, blinding.blinded).value();
    auto cred = finalize(issuer.public_key(), out.message, answer, blinding.inverse).value();
    out.entry = signature::sign_statement(
        key, {id, ledger::Mode::anon, ledger::Via::client, kLabel, std::move(cred), nonce, std::nullopt});
    out.lines = ledger::signed_part(out.entry);
    return out;
  }
};

const Letter& letter() {
  static const Letter made;
  return made;
}

const Signer& nth(std::size_t& i) { return letter().signers[i++ % kSigners]; }

// The issuer's key as OpenSSL has it, for one thread.
class Bare {
 public:
  Bare() {
    const auto der = letter().issuer.pkcs8();
    const auto* in = der.expose().data();
    key_.reset(d2i_AutoPrivateKey(nullptr, &in, static_cast<long>(der.expose().size())));
    CHECK(key_ != nullptr);
    sign_ = context();
    CHECK(EVP_PKEY_sign_init(sign_) == 1 && EVP_PKEY_CTX_set_rsa_padding(sign_, RSA_NO_PADDING) == 1);
    recheck_ = context();
    CHECK(EVP_PKEY_verify_recover_init(recheck_) == 1 &&
          EVP_PKEY_CTX_set_rsa_padding(recheck_, RSA_NO_PADDING) == 1);
    verify_ = context();
    CHECK(EVP_PKEY_verify_init(verify_) == 1 &&
          EVP_PKEY_CTX_set_rsa_padding(verify_, RSA_PKCS1_PSS_PADDING) == 1 &&
          EVP_PKEY_CTX_set_signature_md(verify_, EVP_sha384()) == 1 &&
          EVP_PKEY_CTX_set_rsa_mgf1_md(verify_, EVP_sha384()) == 1 &&
          EVP_PKEY_CTX_set_rsa_pss_saltlen(verify_, static_cast<int>(kPssSaltSize)) == 1);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;
  ~Bare() {
    for (auto* one : {sign_, recheck_, verify_}) EVP_PKEY_CTX_free(one);
  }

  void sign_and_recheck(const Bytes& blinded) {
    auto size = signed_.size();
    CHECK(EVP_PKEY_sign(sign_, signed_.data(), &size, blinded.data(), blinded.size()) == 1);
    size = back_.size();
    CHECK(EVP_PKEY_verify_recover(recheck_, back_.data(), &size, signed_.data(), signed_.size()) == 1);
    CHECK(back_ == blinded);
  }
  void verify_rsa(const Signer& signer) {
    unsigned char digest[48];
    unsigned int size = 0;
    CHECK(EVP_Digest(signer.message.data(), signer.message.size(), digest, &size, EVP_sha384(), nullptr) ==
          1);
    CHECK(EVP_PKEY_verify(verify_, signer.entry.cred.data(), signer.entry.cred.size(), digest, size) == 1);
  }

 private:
  EVP_PKEY_CTX* context() { return EVP_PKEY_CTX_new_from_pkey(nullptr, key_.get(), nullptr); }

  crypto::PkeyOwner key_;
  EVP_PKEY_CTX* sign_ = nullptr;
  EVP_PKEY_CTX* recheck_ = nullptr;
  EVP_PKEY_CTX* verify_ = nullptr;
  Bytes signed_ = Bytes(256), back_ = Bytes(256);
};

void verify_ed25519(const Signer& signer) {
  CHECK(crypto_sign_verify_detached(signer.entry.sig.bytes.data(),
                                    reinterpret_cast<const unsigned char*>(signer.lines.data()),
                                    signer.lines.size(), signer.entry.key.bytes.data()) == 0);
}

template <class Work>
void measure(benchmark::State& state, const Work& work) {
  std::size_t i = 0;
  for (auto _ : state) work(nth(i));
  state.SetItemsProcessed(state.iterations());
}

void floor_sign(benchmark::State& state) {
  Bare bare;
  measure(state, [&](const Signer& signer) { bare.sign_and_recheck(signer.blinded); });
}
void issue(benchmark::State& state) {
  measure(state, [](const Signer& signer) {
    const auto blinded = from_base64(signer.sent);
    CHECK(blinded);
    const auto answer = blind_sign(letter().issuer, *blinded);
    CHECK(answer);
    benchmark::DoNotOptimize(to_base64(*answer));
  });
}
void floor_verify(benchmark::State& state) {
  Bare bare;
  measure(state, [&](const Signer& signer) {
    bare.verify_rsa(signer);
    verify_ed25519(signer);
  });
}
void floor_verify_rsa(benchmark::State& state) {
  Bare bare;
  measure(state, [&](const Signer& signer) { bare.verify_rsa(signer); });
}
void floor_verify_ed25519(benchmark::State& state) { measure(state, verify_ed25519); }
// What the strict rule asks beyond that: the key lies in the main subgroup.
void check_point(benchmark::State& state) {
  measure(state, [](const Signer& signer) { CHECK(crypto::is_valid(signer.entry.key)); });
}
// As the server does it: the values are there, parsed; both are verified, and the entry's lines are written.
void accept(benchmark::State& state) {
  measure(state, [](const Signer& signer) {
    const auto& entry = signer.entry;
    CHECK(verify(letter().issuer.public_key(), entry.letter, entry.issuer, entry.key, entry.cred_nonce,
                 entry.cred));
    CHECK(signature::statement_verifies(entry));
    benchmark::DoNotOptimize(ledger::without_time(entry));
  });
}
// What a signer does, and what the server does for one who signs without scripts.
void blind_and_finalize(benchmark::State& state) {
  crypto::SystemRandom random;
  const auto& issuer = letter().issuer;
  const auto& message = letter().signers.front().message;
  for (auto _ : state) {
    auto blinding = blind(issuer.public_key(), message, random);
    CHECK(blinding);
    state.PauseTiming();
    const auto answer = blind_sign(issuer, blinding->blinded);
    state.ResumeTiming();
    CHECK(finalize(issuer.public_key(), message, *answer, blinding->inverse));
  }
  state.SetItemsProcessed(state.iterations());
}

// Each floor stands beside what is measured against it, with one thread and with two.
BENCHMARK(floor_sign)->Name("floor/blind_sign_with_recheck")->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(issue)->Name("credential/issue")->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(floor_verify)->Name("floor/rsa_and_ed25519_verify")->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(accept)->Name("credential/accept")->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(floor_verify_rsa)->Name("floor/rsa_verify");
BENCHMARK(floor_verify_ed25519)->Name("floor/ed25519_verify");
BENCHMARK(check_point)->Name("credential/check_point")->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(blind_and_finalize)->Name("credential/blind_and_finalize");

}  // namespace
}  // namespace ruban::credential
