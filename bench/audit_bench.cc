// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: audit
// How long an audit of a record takes beside the bare verifications of its signatures: the same credentials
// and signatures, taken apart beforehand, verified on as many threads and with nothing else. Three floors:
// OpenSSL and libsodium as they are, the rule of docs/formats/record.md (which also wants keys in the
// prime-order subgroup), and the whole audit. RUBAN_SIGNATURES says how many (20,000); each is made once, on
// both cores.
#include <benchmark/benchmark.h>
#include <sodium.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "audit/audit.h"
#include "audit/test_source.h"

namespace ruban::audit {
namespace {

unsigned threads() { return std::max(1U, std::thread::hardware_concurrency()); }

// work(i) for each i below n, on all cores.
template <class Work>
void for_each(std::size_t n, const Work& work) {
  std::atomic<std::size_t> next{0};
  std::vector<std::jthread> running;
  for (unsigned t = 0; t < threads(); ++t) {
    running.emplace_back([&] {
      for (auto i = next.fetch_add(32); i < n; i = next.fetch_add(32)) {
        for (auto j = i; j < std::min(i + 32, n); ++j) work(j);
      }
    });
  }
}

struct Record {
  MemorySource source;
  crypto::RsaPublicKey issuer = issuer_key(0).public_key();
  std::vector<ledger::SignEntry> signatures;
  std::vector<std::string> signed_parts;

  Record() {
    const char* many = std::getenv("RUBAN_SIGNATURES");
    const std::size_t n = many == nullptr ? 20'000 : std::strtoull(many, nullptr, 10);
    const auto letter = letter_entry("letter", {issuer_line(0)});
    const auto id = id_of(letter);
    source.entries.resize(n + 1);
    source.entries[0] = ledger::format_entry(letter);
    signatures.resize(n);
    signed_parts.resize(n);
    for_each(n, [&](std::size_t i) {
      signatures[i] = sign_entry(id, issuer_key(0), signer_key(static_cast<std::uint32_t>(i + 1)));
      signed_parts[i] = ledger::signed_part(signatures[i]);
      source.entries[i + 1] = ledger::format_entry(signatures[i]);
    });
    source.publish();
  }
};

const Record& record() {
  static const Record out;
  return out;
}

// The sum of what all threads worked: on a machine that others use it says more than the clock.
void report(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(record().signatures.size()));
}

void Libraries_alone(benchmark::State& state) {
  const auto& r = record();
  for (auto _ : state) {
    std::atomic<std::size_t> good{0};
    for_each(r.signatures.size(), [&](std::size_t i) {
      const auto& e = r.signatures[i];
      const auto part = as_bytes(r.signed_parts[i]);
      const bool both =
          credential::verify(r.issuer, e.letter, e.issuer, e.key, e.cred_nonce, e.cred) &&
          crypto_sign_verify_detached(e.sig.bytes.data(), part.data(), part.size(), e.key.bytes.data()) == 0;
      good += both ? 1 : 0;
    });
    CHECK(good == r.signatures.size());
  }
  report(state);
}

void By_the_rule(benchmark::State& state) {
  const auto& r = record();
  for (auto _ : state) {
    std::atomic<std::size_t> good{0};
    for_each(r.signatures.size(), [&](std::size_t i) {
      const auto& e = r.signatures[i];
      const bool both = credential::verify(r.issuer, e.letter, e.issuer, e.key, e.cred_nonce, e.cred) &&
                        crypto::verify(e.key, as_bytes(r.signed_parts[i]), e.sig);
      good += both ? 1 : 0;
    });
    CHECK(good == r.signatures.size());
  }
  report(state);
}

void Whole_audit(benchmark::State& state) {
  auto source = record().source;
  Options options;
  options.threads = threads();
  options.check_texts = options.compare_counts = false;
  for (auto _ : state) {
    const auto audited = audit(source, MemorySource::policy(), options);
    CHECK(audited && audited->signatures_verified == record().signatures.size());
  }
  report(state);
}

// Interleaved, so that a machine with other work treats them alike.
void floors(benchmark::internal::Benchmark* b) {
  b->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime()->Iterations(1)->Repetitions(5);
}
BENCHMARK(Libraries_alone)->Apply(floors);
BENCHMARK(By_the_rule)->Apply(floors);
BENCHMARK(Whole_audit)->Apply(floors);

}  // namespace
}  // namespace ruban::audit
