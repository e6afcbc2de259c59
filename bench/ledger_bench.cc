// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: ledger signature
// The record: reading an entry, growing the tree, proving that an entry is in it. The floors are the hashes
// that each of these can't do without.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <openssl/evp.h>

#include "core/check.h"
#include "ledger/entry.h"
#include "ledger/test_tree.h"
#include "ledger/tree.h"
#include "signature/statement.h"

namespace ruban::ledger {
namespace {

constexpr TreeSize kSize = 6'100'000;
constexpr std::size_t kBatch = 4096;

std::string sign_entry() {
  crypto::SystemRandom random;
  const auto key = crypto::SigningKey::generate(random);
  Bytes cred(256, 0x5a);
  auto entry =
      signature::sign_statement(key, {random.fixed<LetterId>(), Mode::named, Via::server, "employee-email",
                                      std::move(cred), random.fixed<Nonce>(), random.fixed<Commitment>()});
  entry.epoch = parse_minute("2018-06-21T14:00Z").value();
  return format_entry(entry);
}

Hash nth_leaf(TreeSize n) {
  Hash out;
  std::memcpy(out.bytes.data(), &n, sizeof n);
  return out;
}

std::vector<Hash> leaves(TreeSize from, std::size_t count) {
  std::vector<Hash> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(nth_leaf(from + i));
  return out;
}

// A record as large as the largest petition, its tiles in memory.
struct LargeRecord {
  TilesInMemory tiles;
  Tree tree;
  Hash root;
  LargeRecord() {
    while (tree.size() < kSize) {
      const auto count = std::min<TreeSize>(1 << 18, kSize - tree.size());
      tiles.put(tree.append(leaves(tree.size(), count)));
    }
    root = tree.root();
  }
};

LargeRecord& large_record() {
  static LargeRecord record;
  return record;
}

// SHA-256 as OpenSSL has it, looked up beforehand.
class Sha256 {
 public:
  Sha256() { CHECK(EVP_DigestInit_ex2(context_.get(), EVP_sha256(), nullptr) == 1); }
  void operator()(std::string_view bytes, unsigned char* out) {
    CHECK(EVP_DigestInit_ex2(context_.get(), nullptr, nullptr) == 1);
    CHECK(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
    CHECK(EVP_DigestFinal_ex(context_.get(), out, nullptr) == 1);
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_{EVP_MD_CTX_new()};
};

void floor_leaf_hash(benchmark::State& state) {
  const auto entry = fmt::format("{}{}", '\0', sign_entry());
  Sha256 sha256;
  Hash out;
  for (auto _ : state) {
    sha256(entry, out.bytes.data());
    benchmark::DoNotOptimize(out);
  }
  state.SetItemsProcessed(state.iterations());
}

void parse(benchmark::State& state) {
  const auto text = sign_entry();
  for (auto _ : state) CHECK(parse_entry(text));
  state.SetItemsProcessed(state.iterations());
}

void format(benchmark::State& state) {
  const auto entry = parse_entry(sign_entry()).value();
  for (auto _ : state) benchmark::DoNotOptimize(format_entry(entry));
  state.SetItemsProcessed(state.iterations());
}

// A tree of n leaves has about n inner nodes.
void floor_node_hashes(benchmark::State& state) {
  std::string node(1 + 2 * Hash::kSize, '\1');
  Sha256 sha256;
  for (auto _ : state) {
    for (std::size_t i = 0; i < kBatch; ++i) sha256(node, reinterpret_cast<unsigned char*>(node.data()) + 1);
    benchmark::DoNotOptimize(node);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBatch));
}

// What the sequencer does for a batch: a copy of the edge, the leaves, the new tiles, the root.
void append(benchmark::State& state) {
  const auto& record = large_record();
  const auto batch = leaves(kSize, kBatch);
  for (auto _ : state) {
    auto tree = record.tree;
    benchmark::DoNotOptimize(tree.append(batch));
    benchmark::DoNotOptimize(tree.root());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBatch));
}

// Each proof reads its tiles anew, as a request does.
void prove(benchmark::State& state) {
  auto& record = large_record();
  EntryIndex index = 0;
  for (auto _ : state) {
    index = (index + 1'234'577) % kSize;
    TileHashReader hashes(kSize, record.tiles);
    benchmark::DoNotOptimize(prove_inclusion(index, kSize, hashes).value());
  }
  state.SetItemsProcessed(state.iterations());
  TileHashReader hashes(kSize, record.tiles);
  const auto proof = prove_inclusion(index, kSize, hashes).value();
  CHECK(verify_inclusion(index, kSize, nth_leaf(index), proof, record.root));
}

void prove_growth(benchmark::State& state) {
  auto& record = large_record();
  TreeSize old = 1;
  for (auto _ : state) {
    old = 1 + (old + 1'234'577) % kSize;
    TileHashReader hashes(kSize, record.tiles);
    benchmark::DoNotOptimize(prove_consistency(old, kSize, hashes).value());
  }
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(floor_leaf_hash)->Name("floor/leaf_hash");
BENCHMARK(parse)->Name("ledger/parse_entry");
BENCHMARK(format)->Name("ledger/format_entry");
BENCHMARK(floor_node_hashes)->Name("floor/node_hashes");
BENCHMARK(append)->Name("ledger/append_at_6_million");
BENCHMARK(prove)->Name("ledger/inclusion_proof_at_6_million");
BENCHMARK(prove_growth)->Name("ledger/consistency_proof_at_6_million");

}  // namespace
}  // namespace ruban::ledger
